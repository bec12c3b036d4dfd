"""Every page in every state: access, width, weight."""
