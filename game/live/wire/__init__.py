"""What goes over a socket or between processes: frames, the way out, and the signal."""
