"""What guides a lesson at this moment: what is due from a pupil and from the chair, what the hall looks at,
what is said aloud. Tables of rules."""
