"""Who may ask how much of this server, and what happens to the rest.

Here: how callers are told apart, their budgets, and Daphne's protocols made to keep to them. Not here: what
anybody may see or do, which is decided by the pages and rooms behind this door.
"""
