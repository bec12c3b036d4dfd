"""What is looked at before a lesson: meetings, and the network of the classroom."""
