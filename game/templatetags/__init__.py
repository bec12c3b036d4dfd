"""Words and small shapes that templates ask for."""
