"""Long work beside the server: processes that do it, and what came of it, kept.

The event loop serves every lesson on this server, and threads share its interpreter lock: whatever takes
longer than a few milliseconds is done in a process of its own (`process.py`, `workers.py`). What comes out
the same for all who ask is worked out once and kept (`kept.py`). What the work *is* stands in `game/drawn/`.
"""
