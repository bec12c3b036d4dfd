"""What goes out smaller than it is: pages, and what is told by sockets."""
