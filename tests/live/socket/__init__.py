"""What goes over a socket, how much of it, and to whom."""
