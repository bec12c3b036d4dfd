"""The live page in itself, and in the other engines."""
