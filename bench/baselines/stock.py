"""Voting as one writes it first with Channels: a consumer, a group, a transaction and a broadcast a vote.

Kinder than stock in three things, so that the comparison is about the design: plain `sqlite3` instead of the
ORM, no rendering (the frame is ready, and as long as the game's), and a layer with room for every message,
because with its hundred places for each browser it would drop some, and their screens would never be final.
"""

import json
import sqlite3

from django.conf import settings

settings.configure(
    CHANNEL_LAYERS={
        "default": {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 100_000}}
    }
)

from channels.db import database_sync_to_async  # noqa: E402
from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402
from channels.routing import ProtocolTypeRouter  # noqa: E402

from bench.baselines.frame import FOLDER, frame  # noqa: E402

_database = sqlite3.connect(FOLDER / "votes.sqlite3", isolation_level=None, check_same_thread=False)
_database.executescript(
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    "CREATE TABLE vote (seq INTEGER PRIMARY KEY, seat TEXT, choice TEXT)"
)


def _save(seat: str, choice: str) -> int:
    """One vote on disk, in a transaction of its own; how many there are."""
    with _database:
        _database.execute("BEGIN IMMEDIATE")
        return _database.execute("INSERT INTO vote (seat, choice) VALUES (?, ?)", (seat, choice)).lastrowid


class Consumer(AsyncWebsocketConsumer):
    """One browser."""

    async def connect(self):
        await self.channel_layer.group_add("hall", self.channel_name)
        await self.accept()
        await self.send(text_data=frame(0))

    async def disconnect(self, code):
        await self.channel_layer.group_discard("hall", self.channel_name)

    async def receive(self, text_data=None, bytes_data=None):
        said = json.loads(text_data)
        if "push" in said:
            await self._tell(said["push"])
        elif said.get("act") == "cast_vote":
            seq = await database_sync_to_async(_save)(self.channel_name, said["choice"])
            await self.send(text_data=f'{{"id":"{said["id"]}","ok":true,"seq":{seq}}}')
            await self._tell(seq)

    async def _tell(self, seq):
        await self.channel_layer.group_send("hall", {"type": "told", "text": frame(seq)})

    async def told(self, event):
        await self.send(text_data=event["text"])


application = ProtocolTypeRouter({"websocket": Consumer.as_asgi()})
