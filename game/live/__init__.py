"""Sessions while they are played: rooms, who comes to them by a socket, what the server does by itself."""
