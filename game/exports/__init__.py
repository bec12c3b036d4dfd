"""What leaves the server of a session: the whole as JSON, the minutes as text, marks for a spreadsheet."""
