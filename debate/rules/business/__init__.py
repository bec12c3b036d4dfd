"""What is before the meeting: the order of business, and motions from the proposal to what a result does."""
