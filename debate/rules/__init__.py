"""What may happen in a meeting, and what it then does: a module a topic, its rules beside their effects."""
