"""Who comes in, who they are to the others, and how they go."""
