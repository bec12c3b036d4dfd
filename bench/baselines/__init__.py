"""What the game is measured against: the first server one would write, and the barest."""
