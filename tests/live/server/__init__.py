"""The server itself: crashes, sleep, several processes, its health."""
