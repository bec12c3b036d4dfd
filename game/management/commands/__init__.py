"""What can be typed behind `manage.py`."""
