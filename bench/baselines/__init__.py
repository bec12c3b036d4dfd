"""What the game is measured against: the same traffic through servers as one would write them first, or barest."""
