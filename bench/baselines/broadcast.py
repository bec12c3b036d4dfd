"""The bare limit: `websockets.broadcast` of one text to all. `python -m bench.baselines.broadcast PORT`."""

import asyncio
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve

from bench.baselines.frame import frame

_seq = 0


async def browser(connection: ServerConnection) -> None:
    """Whoever says `push` makes everybody hear."""
    global _seq
    await connection.send(frame(0))
    async for text in connection:
        if "push" in text:
            _seq += 1
            broadcast(_server.connections, frame(_seq))


async def main(port: int) -> None:
    global _server
    async with serve(browser, "127.0.0.1", port, compression=None, backlog=1024) as _server:
        await _server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
