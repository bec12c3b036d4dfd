"""What can be read beside the meeting: news, texts of the time, and what pupils wrote."""
