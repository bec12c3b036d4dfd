"""A lesson as people live it, at the phone, the desk and the wall."""
