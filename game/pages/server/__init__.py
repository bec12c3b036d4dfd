"""Pages for programs that look after a server."""
