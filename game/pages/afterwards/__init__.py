"""Looking back: the class beside history, the lab, replay, paper and files, and what is kept."""
