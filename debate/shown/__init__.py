"""What each audience may see of a meeting, cut topic by topic; here it is filtered, and nowhere else."""
