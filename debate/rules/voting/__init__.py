"""A vote from the question to the announcement: who is called, who votes for whom, what is counted."""
