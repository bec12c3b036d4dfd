"""Who looks on at a room, who is there, and what each is sent."""
