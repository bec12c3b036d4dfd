"""Looking back, and what is kept or deleted."""
