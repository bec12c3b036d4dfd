"""What each live part shows: small cuts of `debate.shown` and `debate.guide` for one audience, ready for a
template."""
