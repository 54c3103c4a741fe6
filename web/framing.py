"""Where a request ends, and whether there is room for it: what waitress's parser leaves open.

What could end in two places is refused, whatever stands in front of us. A proxy that believes one
length while this server believes another would let a caller hide a request of somebody else's in a
body (request smuggling, RFC 9112, sections 6.1 and 6.3).
"""

from __future__ import annotations

import logging
from typing import Any

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import Error

log = logging.getLogger("recognizer.web")


class NoRoom(Error):
    """The temporary folder cannot take what comes in."""

    code = 503
    reason = "Service Unavailable"


class StrictParser(HTTPRequestParser):
    """A request as it comes in.

    `asked` and `admitted`: whether its sender is or was looked up, and may send a heavy body.
    """

    asked = admitted = False

    @property
    def heavy(self) -> bool:
        """Whether a body is yet to come for which the sender should be known: one that would be
        written to a file, one of unknown length, or one that is only sent when asked for.
        """
        large = self.content_length > self.adj.inbuf_overflow
        coming = self.headers_finished and not self.completed and self.error is None
        return coming and (large or self.chunked or self.expect_continue)

    def leave_out_body(self) -> None:
        """Ends the request with its head: the app answers to that, and the connection ends."""
        self.close()
        self.body_rcv = None
        headers: Any = self.headers  # the types let nobody change them
        headers.update(CONTENT_LENGTH="0", CONNECTION="close")
        self.expect_continue = False
        self.completed = True

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
