"""Meetings as folders of data: read, tried, and kept in every version that was played."""
