"""The bytes of a badge file → the credentials in it, as text: JSON, a token, a baked PNG or SVG.

Everything here is somebody else's: sizes and numbers are bounded before anything is unpacked, and
what could be read in two ways is refused. Where the text stands is part of the standard: Open
Badges 3.0, section "Document Formats" (https://www.imsglobal.org/spec/ob/v3p0/), and the baking
specification of 2.0 (https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/baking/).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from recognizer.badge_result import Carrier
from recognizer.errors import BadgesNotInstalled, DamagedBadge, NotABadge, TooLarge

__all__ = ["MAX_TEXT_BYTES", "Payload", "payloads"]

MAX_TEXT_BYTES = 256 * 1024
"""Longest credential, in bytes: what the checking of proofs takes at most, too. Badges have a few
thousand."""
MAX_SVG_BYTES = 2_000_000
"""Largest SVG, in bytes: its tree takes twenty times the memory."""
MAX_CHUNKS = 20_000
"""Most chunks of a PNG; pictures of several megabytes have a thousand."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEYWORDS = (b"openbadgecredential", b"openbadges")
_SVG_ELEMENTS = re.compile(
    r"\{https://purl\.imsglobal\.org/ob/v3p\d+/?\}credential|\{http://openbadges\.org/?\}assertion"
)
_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Payload:
    """A credential as it stood in the file: a JSON object or a compact token."""

    carrier: Carrier
    text: str

    @property
    def is_token(self) -> bool:
        """Whether it is a compact token (JWT, JWS)."""
        return not self.text.startswith("{")


def payloads(data: bytes, name: str) -> tuple[Payload, ...]:
    """What the file carries: one, or two where a picture carries a 2.0 and a 3.0 badge.

    Raises NotABadge, DamagedBadge or TooLarge, and BadgesNotInstalled for pictures without the
    packages that read them.
    """
    if data.startswith(_PNG):
        found = tuple(Payload("png", _text(raw, name)) for raw in _from_png(data, name))
    elif _looks_like_svg(data):
        found = tuple(Payload("svg", _text(raw, name)) for raw in _from_svg(data, name))
    else:
        text = _text(data, name)
        return (Payload("json" if text.startswith("{") else "jwt", text),)
    if not found:
        raise NotABadge(name, "the picture carries none")
    return found


def _text(raw: bytes, name: str) -> str:
    """The text of one credential. Raises NotABadge where it is neither an object nor a token."""
    start = raw[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{") and not re.match(rb"[\w-]", start):
        raise NotABadge(name)
    if len(raw) > MAX_TEXT_BYTES:
        raise TooLarge(name, f"a credential of more than {MAX_TEXT_BYTES:,} bytes")
    try:
        text = raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise NotABadge(name, "it is no text in UTF-8") from None
    if text.startswith(("https://", "http://")):
        raise NotABadge(name, "it only names the address where the badge lies")
    if not text.startswith("{") and not _TOKEN.fullmatch(text):
        raise NotABadge(name)
    return text


def _looks_like_svg(data: bytes) -> bool:
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and (b"<svg" in start or start.startswith(b"<?xml"))


def _from_png(data: bytes, name: str) -> Iterator[bytes]:
    """The text of each chunk that carries a badge, at most one of each standard."""
    try:
        import png
    except ImportError:
        raise BadgesNotInstalled from None
    seen: set[bytes] = set()
    try:
        for number, (kind, content) in enumerate(png.Reader(bytes=data).chunks()):
            if number >= MAX_CHUNKS:
                raise TooLarge(name, f"a PNG of more than {MAX_CHUNKS:,} chunks")
            keyword, _, rest = content.partition(b"\0")
            if kind == b"iTXt" and keyword in _PNG_KEYWORDS:
                if keyword in seen:
                    raise DamagedBadge(name, "it carries two badges in one place")
                seen.add(keyword)
                yield _unpacked(rest, name)
    except (png.Error, EOFError, ValueError) as error:
        raise DamagedBadge(name, "the PNG is broken") from error


def _unpacked(rest: bytes, name: str) -> bytes:
    """What follows the keyword in an iTXt chunk: flag, method, language, translated keyword, text.

    Compressed text is unpacked up to the limit and not beyond (PNG specification, 11.3.3.4).
    """
    flags, (language, *after) = rest[:2], rest[2:].split(b"\0", 2)
    if len(flags) < 2 or len(after) != 2 or len(language) > 80:
        raise DamagedBadge(name, "the PNG is broken")
    text = after[1]
    if not flags[0]:
        return text
    unpacking = zlib.decompressobj()
    try:
        made = unpacking.decompress(text, MAX_TEXT_BYTES + 1)
    except zlib.error as error:
        raise DamagedBadge(name, "the PNG is broken") from error
    if not unpacking.eof and len(made) <= MAX_TEXT_BYTES:
        raise DamagedBadge(name, "the PNG is broken")
    return made


def _from_svg(data: bytes, name: str) -> Iterator[bytes]:
    """The text of each element that carries a badge; entities are never expanded."""
    try:
        from defusedxml import DefusedXmlException, ElementTree
    except ImportError:
        raise BadgesNotInstalled from None
    if len(data) > MAX_SVG_BYTES:
        raise TooLarge(name, f"an SVG of more than {MAX_SVG_BYTES:,} bytes")
    try:
        root = ElementTree.fromstring(data)
    except DefusedXmlException as error:
        raise DamagedBadge(name, "the SVG declares entities, which badges never need") from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise DamagedBadge(name, "the SVG is broken") from error
    seen: set[str] = set()
    for element in root.iter():
        if isinstance(element.tag, str) and _SVG_ELEMENTS.fullmatch(element.tag):
            if element.tag in seen:
                raise DamagedBadge(name, "it carries two badges in one place")
            seen.add(element.tag)
            attribute, text = element.get("verify"), (element.text or "").strip()
            if attribute and text and attribute.strip() != text:
                raise DamagedBadge(name, "it carries two badges in one place")
            yield (attribute or text).encode("utf-8", "replace")
