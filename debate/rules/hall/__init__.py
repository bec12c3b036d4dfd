"""Who sits where, who speaks, who meets apart, and what pupils write."""
