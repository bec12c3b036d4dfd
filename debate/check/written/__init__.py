"""Rules about what is read: its length, its words, its dates, and that it asks and claims as it should."""
