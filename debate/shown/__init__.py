"""What each audience may see of a meeting, cut topic by topic: what was taken away, and what `/state/` holds,
is filtered here."""
