"""Whom the journal does not know by name: pupils, shared seats, who was taken out, teachers."""
