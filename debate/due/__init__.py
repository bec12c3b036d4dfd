"""What is due at this moment: from a pupil, from the chair; and what the hall looks at. Tables of rules."""
