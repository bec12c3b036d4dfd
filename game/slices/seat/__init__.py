"""What belongs to one pupil's page."""
