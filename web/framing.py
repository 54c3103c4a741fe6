"""Where a request ends: what could end in two places is refused, whatever stands in front of us.

A proxy that believes one length while this server believes another would let a caller hide a
request of somebody else's in a body (request smuggling, RFC 9112, sections 6.1 and 6.3).
"""

from __future__ import annotations

from waitress.parser import HTTPRequestParser, ParsingError


class StrictParser(HTTPRequestParser):
    """Waitress's parser, which takes the chunks and forgets the length that was said beside."""

    def parse_header(self, header_plus: bytes) -> None:
        """Raises ParsingError, which is answered with 400 and ends the connection."""
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length beside Transfer-Encoding")
        if not self.chunked and "TRANSFER_ENCODING" in self.headers:
            raise ParsingError("Transfer-Encoding in HTTP/1.0")
