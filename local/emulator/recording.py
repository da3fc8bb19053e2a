"""Records every call to the emulator, where LOCAL_RECORD names a file: one line of JSON per call, appended when it has ended.

`npm run check:aws` compares such a recording with AWS's published service models (local/aws-check). Calls of several emulators
may go to one file. Bodies are Base64; of one longer than a limit only the length is kept, and the check then refuses it unless
the operation's body is opaque, such as an object's.
"""
import base64
import json
import os
import time

# An object may be as large as the Flink job's JAR (80 MB).
_OBJECT_LIMIT_BYTES = 64 * 1024
# Well above what the other APIs allow: the largest is PutRecords with 10 MiB of data, which JSON writes as Base64.
_API_LIMIT_BYTES = 16 * 1024 * 1024


def _texts(headers) -> list[list[str]]:
    return [[name.decode("latin-1").lower(), value.decode("latin-1")] for name, value in headers]


def _kept(body: bytes, limit: int) -> dict:
    return {"length": len(body)} if len(body) > limit else {"base64": base64.b64encode(body).decode()}


def _is_object(path: str, headers: list[list[str]]) -> bool:
    scope = next((value for name, value in headers if name == "authorization"), "")
    return "/s3/aws4_request" in scope and len(path.strip("/").split("/")) > 1


class _Call:
    """One request, and the response as far as it has come."""

    def __init__(self, scope) -> None:
        self.begun = time.time()
        self.scope = scope
        self.request = bytearray()
        self.status = None
        self.response_headers = []
        self.response = bytearray()
        self.complete = False

    def received(self, message) -> None:
        if message["type"] == "http.request":
            self.request += message.get("body", b"")

    def sent(self, message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.response_headers = message["status"], message.get("headers", [])
        elif message["type"] == "http.response.body":
            self.response += message.get("body", b"")
            self.complete = not message.get("more_body", False)

    def line(self) -> bytes:
        headers = _texts(self.scope["headers"])
        path = (self.scope.get("raw_path") or self.scope["path"].encode()).decode("latin-1").split("?")[0]
        limit = _OBJECT_LIMIT_BYTES if _is_object(path, headers) else _API_LIMIT_BYTES
        call = {
            "time": round(self.begun, 3),
            "method": self.scope["method"],
            "path": path,
            "query": self.scope["query_string"].decode("latin-1"),
            "headers": headers,
            "body": _kept(bytes(self.request), limit),
            # None where the client went away before it was answered.
            "status": self.status if self.complete else None,
            "responseHeaders": _texts(self.response_headers),
            "responseBody": _kept(bytes(self.response), limit),
        }
        return (json.dumps(call) + "\n").encode()


def recorded(app):
    """The app itself, or the app with all of its calls recorded where LOCAL_RECORD names a file."""
    name = os.environ.get("LOCAL_RECORD")
    if not name:
        return app
    # npm and the launcher change the folder; a relative name is meant from where the user typed the command.
    name = os.path.join(os.environ.get("INIT_CWD", ""), name)
    # Each line is one write at the file's end: those of several emulators do not mix.
    file = os.open(name, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    async def recording(scope, receive, send):
        if scope["type"] != "http" or scope["path"].startswith("/_"):  # the emulator's and our own addresses
            await app(scope, receive, send)
            return
        call = _Call(scope)

        async def receiving():
            message = await receive()
            call.received(message)
            return message

        async def sending(message):
            call.sent(message)
            if call.complete:  # before it is sent, so that whatever a client has seen is recorded
                os.write(file, call.line())
            await send(message)

        try:
            await app(scope, receiving, sending)
        finally:
            if not call.complete:
                os.write(file, call.line())

    return recording
