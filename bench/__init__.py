"""Benchmarks, each beside a baseline measured in the same run: `python3 -m bench`. See docs/benchmarks.md."""
