"""What browsers load beside pages: typefaces cut, scripts joined, all of it hashed, compressed, and kept."""
