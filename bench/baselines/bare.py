"""Next to nothing behind Daphne: a POST is answered with a redirect and a cookie, a socket with one frame."""

from bench.baselines.frame import frame


async def application(scope, receive, send):
    if scope["type"] == "websocket":
        await _socket(receive, send)
    elif scope["type"] == "http":
        await _post(receive, send)


async def _socket(receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": frame(1)})
    while (await receive())["type"] != "websocket.disconnect":
        pass


async def _post(receive, send):
    while (await receive()).get("more_body"):
        pass
    headers = [(b"location", b"/seat/"), (b"set-cookie", b"seat=1"), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 302, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
