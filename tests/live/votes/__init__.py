"""Votes over the wire: what counts, what is refused, what stays secret."""
