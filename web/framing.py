"""Where a request ends, and whether there is room for it: what waitress's parser leaves open.

What could end in two places is refused, whatever stands in front of us. A proxy that believes one
length while this server believes another would let a caller hide a request of somebody else's in a
body (request smuggling, RFC 9112, sections 6.1 and 6.3).
"""

from __future__ import annotations

import logging

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import Error

log = logging.getLogger("recognizer.web")


class NoRoom(Error):
    """The temporary folder cannot take what comes in."""

    code = 503
    reason = "Service Unavailable"


class StrictParser(HTTPRequestParser):
    """A request as it comes in."""

    def received(self, data: bytes) -> int:
        """How many of the bytes were taken; with `error` set when there is no room for them."""
        try:
            return int(super().received(data))
        except OSError as error:
            log.error("a request could not be taken in: %s", error.strerror)
            self.error = NoRoom("")
            self.completed = True
            return len(data)

    def parse_header(self, header_plus: bytes) -> None:
        """Raises ParsingError, which is answered with 400 and ends the connection: waitress takes
        the chunks and forgets the length that was said beside.
        """
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length beside Transfer-Encoding")
        if not self.chunked and "TRANSFER_ENCODING" in self.headers:
            raise ParsingError("Transfer-Encoding in HTTP/1.0")
