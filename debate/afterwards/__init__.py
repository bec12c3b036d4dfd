"""The class beside history, and what there is to talk about: worked out when the meeting is over."""
