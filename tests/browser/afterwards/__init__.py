"""Looking back in a browser: debrief, lab, minutes, replay, print."""
