"""What each live part shows: small slices of `debate.shown` and `debate.guide` for one audience, ready for a
template."""
