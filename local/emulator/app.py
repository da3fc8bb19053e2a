"""The emulator with its corrections, for hypercorn: python -m hypercorn app:app -b 127.0.0.1:PORT

Every module of corrections/ is applied, in the order of their names, and with LOCAL_STRICT set those of strict/ after them.

/_local/token answers whose emulator this is: another clone's may have taken the port meanwhile. At /_local/flink the data
planes ask which Flink applications should run, and report how they do. /_local/strict answers the seed of strict mode, and
nothing without it.
"""
import importlib
import os
import pkgutil

import corrections
import strict
from corrections import flink_data_plane, kinesis_cbor
from ministack.app import app as ministack
from recording import recorded
from strict import clock


def _apply(package) -> None:
    """Applies each module of a package that has something to apply."""
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        if hasattr(module, "apply"):
            module.apply()


_apply(corrections)
if strict.SEED is not None:
    _apply(strict)

ministack = recorded(kinesis_cbor.translated(ministack))


async def _answer(send, content_type: bytes, body: bytes) -> None:
    headers = [(b"content-type", content_type), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _body(receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def app(scope, receive, send):
    """What hypercorn serves."""
    path = scope["path"] if scope["type"] == "http" else None
    if path == "/_local/token":
        await _answer(send, b"text/plain", os.environ.get("LOCAL_TOKEN", "").encode())
    elif path == "/_local/strict":
        await _answer(send, b"text/plain", str("" if strict.SEED is None else strict.SEED).encode())
    elif path == clock.PATH:
        await _answer(send, b"application/json", clock.handle(await _body(receive)))
    elif path == flink_data_plane.PATH:
        reported = flink_data_plane.handle(scope["method"], scope["query_string"], await _body(receive))
        await _answer(send, b"application/json", reported)
    else:
        await ministack(scope, receive, send)
