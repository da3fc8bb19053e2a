"""A connection stays open while its client may still use it.

AWS: AWS SDKs and Tools Reference Guide, "General configuration settings", and each SDK's HTTP settings: clients keep connections
open and use them again, the Go SDK after up to 90 seconds of silence, the Node one without a limit. Hypercorn, which serves the
emulator, closes a connection after 5 silent seconds, and after 1,000 requests. A request that arrives while it closes is lost:
the client sees the connection reset, and cannot know whether a POST may be sent again. In HTTP/2 the thousandth request ends
the session with all requests in it. So the client closes first here, as it does with the service in all but rare cases.
"""
import sys

from hypercorn.config import Config

SILENT_SECONDS = 3600


def apply() -> None:
    Config.keep_alive_timeout = SILENT_SECONDS
    Config.keep_alive_max_requests = sys.maxsize
