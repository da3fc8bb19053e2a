"""A recorded call: what local/emulator/recording.py has written of one request and its response."""
import base64
import gzip
import json
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

_SIGNING_NAME = re.compile(r"Credential=[^,]*/([a-z0-9-]+)/aws4_request")


class NotRecordedWhole(Exception):
    """A body that is needed was longer than the recorder's limit."""


@dataclass
class Body:
    """A request's or a response's body: its bytes, or their number where the recorder kept no more."""

    length: int
    kept: bytes | None

    @property
    def content(self) -> bytes:
        """@raises NotRecordedWhole where only its length is known."""
        if self.kept is None:
            raise NotRecordedWhole(f"a body of {self.length} bytes was not recorded")
        return self.kept


def _body(recorded: dict, headers: dict) -> Body:
    if "base64" not in recorded:
        return Body(recorded["length"], None)
    content = base64.b64decode(recorded["base64"])
    if headers.get("content-encoding") == "gzip":  # the SDKs compress large PutMetricData requests
        content = gzip.decompress(content)
    return Body(len(content), content)


class Call:
    """One request and its response."""

    def __init__(self, recorded: dict) -> None:
        self.method = recorded["method"]
        self.path = recorded["path"]
        self.headers = dict(recorded["headers"])
        self.query = [
            (name, value) for name, value in parse_qsl(recorded["query"], keep_blank_values=True)
        ]
        self.body = _body(recorded["body"], self.headers)
        self.status = recorded["status"]
        self.response_headers = dict(recorded["responseHeaders"])
        self.response_body = _body(recorded["responseBody"], self.response_headers)

    @property
    def signing_name(self) -> str | None:
        """The service in the credential's scope, of the header or of a presigned URL."""
        scope = _SIGNING_NAME.search(self.headers.get("authorization", ""))
        if scope:
            return scope.group(1)
        presigned = unquote(dict(self.query).get("X-Amz-Credential", "")).split("/")
        return presigned[3] if len(presigned) == 5 else None

    @property
    def form(self) -> list[tuple[str, str]]:
        """The parameters of the Query protocols: in the body of a POST, in the URL of a GET."""
        text = self.body.content.decode("utf-8", "replace")
        return self.query + parse_qsl(text, keep_blank_values=True)

    @property
    def is_probe(self) -> bool:
        """An unsigned HEAD of the root, by which the Flink job reads the service's clock: no operation of an API."""
        return self.method == "HEAD" and self.path == "/" and "authorization" not in self.headers


class BadRecording(Exception):
    """A file that is not a recording."""


def read_calls(files: list[str]):
    """The calls of recordings, in their order. @raises BadRecording, OSError"""
    for file in files:
        with open(file, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    call = Call(json.loads(line))
                except (ValueError, KeyError, TypeError, EOFError) as error:
                    raise BadRecording(f"{file}: line {number} is not a recorded call") from error
                yield call
