"""A session as it lies on disk: the journal and what stands beside it, from its creation to its deletion."""
