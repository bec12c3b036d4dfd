"""A session again, from any place in it: its tape, whose eyes, what is seen, links, one file."""
