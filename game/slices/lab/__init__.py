"""What the lab's page shows: each question of `debate.lab` for this class and, beside it, for the record.

Plain values for templates; the words are in `templates/lab/` and `game/templatetags/lab_words.py`.
"""
