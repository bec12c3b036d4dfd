"""The lesson: the way in, a pupil's page, the desk, the wall."""
