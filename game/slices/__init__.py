"""What each live part shows: small cuts of `debate.view` for one audience, ready for a template."""
