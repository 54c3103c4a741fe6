"""PDFs that a reader meets in the wild or from somebody unkind, each made from nothing."""

from __future__ import annotations

import io
import zlib

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

LINES = (
    "Ada Example",
    "Certifications",
    "AWS Certified Solutions Architect - Associate, Amazon Web Services, March 2023",
)


def build(objects: dict[int, bytes], *, root: int = 1, extra: bytes = b"") -> bytes:
    """A PDF of numbered objects with a right cross-reference table."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start, size = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        kind = b"%010d 00000 n \n" if number in places else b"%010d 65535 f \n"
        out.write(kind % places.get(number, 0))
    out.write(b"trailer\n<</Size %d/Root %d 0 R%b>>\n" % (size, root, extra))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%b>>\nstream\n%b\nendstream" % (len(data), entries, data)


def one_page(
    content: bytes, *, resources: bytes = b"", more: dict[int, bytes] | None = None
) -> bytes:
    """One page whose content is object 4 and whose fonts are F1 (object 5, Helvetica)."""
    return build(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R>>%b>>>>" % resources,
            4: content,
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        }
        | (more or {})
    )


def resume(lines: tuple[str, ...] = LINES) -> bytes:
    """A plain readable résumé."""
    return _canvas(lambda canvas: [_write(canvas, lines)])


def _canvas(draw: object, **options: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, **options)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def _write(canvas: Canvas, lines: tuple[str, ...]) -> None:
    for number, line in enumerate(lines):
        canvas.drawString(72, 770 - 16 * number, line)


def unicode_resume(lines: tuple[str, ...]) -> bytes:
    """Text in any script: a code per character and a ToUnicode map (at most 200 characters)."""
    codes = {char: code for code, char in enumerate(sorted(set("".join(lines))), start=33)}
    pairs = b"\n".join(
        b"<%02x> <%b>" % (code, char.encode("utf-16-be").hex().encode())
        for char, code in codes.items()
    )
    cmap = b"begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n"
    cmap += b"%d beginbfchar\n%b\nendbfchar\nendcmap" % (len(codes), pairs)
    shown = b"".join(
        b"1 0 0 1 72 %d Tm <%b> Tj "
        % (770 - 16 * number, bytes(codes[c] for c in line).hex().encode())
        for number, line in enumerate(lines)
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    return one_page(stream(b"BT /F1 11 Tf %b ET" % shown), more={5: font, 6: stream(cmap)})


def truncated() -> bytes:
    whole = resume()
    return whole[: len(whole) // 2]


def cut_in_header() -> bytes:
    return b"%PDF-1.4\n%\xe2\xe3"


def garbage() -> bytes:
    return b"%PDF-1.7\n" + bytes(range(256)) * 40


def encrypted() -> bytes:
    lock = StandardEncryption("secret", "owner", strength=128)
    return _canvas(lambda canvas: _write(canvas, LINES), encrypt=lock)


def pictures_only() -> bytes:
    """A scan: one grey image over the page, no text."""
    image = stream(
        zlib.compress(b"\x80" * 10_000),
        b"/Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter/FlateDecode",
    )
    page = stream(b"q 595 0 0 842 0 0 cm /Im1 Do Q")
    return one_page(page, resources=b"/XObject<</Im1 6 0 R>>", more={6: image})


def many_pages(count: int = 500) -> bytes:
    def draw(canvas: Canvas) -> None:
        for number in range(count):
            canvas.drawString(72, 770, f"Page {number}")
            canvas.showPage()

    return _canvas(draw)


def bomb(size: int = 210_000_000) -> bytes:
    """A page whose content unpacks to `size` bytes."""
    packer = zlib.compressobj(9)
    chunk = b"0 0 m " * 200_000
    packed = b"".join(packer.compress(chunk) for _ in range(size // len(chunk) + 1))
    return one_page(stream(packed + packer.flush(), b"/Filter/FlateDecode"))


def many_links(count: int = 10_000) -> bytes:
    def draw(canvas: Canvas) -> None:
        _write(canvas, LINES)
        for number in range(count):
            top = 20 + number % 700
            canvas.linkURL(f"https://example.org/{number}", (72, top, 200, top + 10))

    return _canvas(draw)


def circular_pages() -> bytes:
    return build(
        {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"}
    )


def self_drawing_form() -> bytes:
    """A form that draws itself, twice: two to the power of its depth."""
    form = stream(
        b"/Fm1 Do /Fm1 Do",
        b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</Fm1 6 0 R>>>>",
    )
    page = stream(b"BT /F1 11 Tf 72 700 Td (Ada Example) Tj ET /Fm1 Do")
    return one_page(page, resources=b"/XObject<</Fm1 6 0 R>>", more={6: form})


def deep_arrays(depth: int = 50_000) -> bytes:
    return one_page(stream(b"[" * depth + b"]" * depth))


def looping_xref() -> bytes:
    """A cross-reference table whose /Prev is itself."""
    body = resume()
    place = body.rindex(b"startxref")
    number = body[place + 9 :].split()[0]
    return body.replace(b"trailer\n<<", b"trailer\n<</Prev " + number + b"\n", 1)


def no_pages() -> bytes:
    return build({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"})


def huge_numbers() -> bytes:
    """Positions beyond every page, and a font size with three hundred digits."""
    return one_page(
        stream(
            b"BT /F1 1"
            + b"0" * 300
            + b" Tf 1e99 1e308 Td (Ada) Tj 1 0 0 1 "
            + b"9" * 400
            + b" 0 Tm (x) Tj ET"
        )
    )


def control_characters() -> bytes:
    """Text that would steer a terminal or pose as markup."""
    return unicode_resume(
        (
            "Ada Example",
            "Certifications",
            "[red]\x1b[2JCertified\x07 Example\u202e Analyst[/red], Example Org, 2021",
        )
    )


def endless_operators(size: int = 150_000_000) -> bytes:
    """A page that draws for minutes: a hundred million points, within the limit of unpacking."""
    return bomb(size)


def deep_page_tree(depth: int = 3_000) -> bytes:
    """A page below three thousand others, none of which holds more than the next."""
    tree = {
        n: b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>" % (n + 1, max(1, n - 1))
        for n in range(2, depth)
    }
    page = {depth: b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]>>" % (depth - 1)}
    return build({1: b"<</Type/Catalog/Pages 2 0 R>>"} | tree | page)


def endless_objects() -> bytes:
    """References that lead to one another and never to a value."""
    return build(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids 3 0 R/Count 4 0 R>>",
            3: b"4 0 R",
            4: b"3 0 R",
        }
    )


def no_root() -> bytes:
    return build({7: b"<</Type/Nothing>>"}, root=1)


def negative_length() -> bytes:
    """A stream that says it is shorter than nothing."""
    return one_page(b"<</Length -5>>\nstream\nBT ET\nendstream")


def spoilt(seed: int) -> bytes:
    """A plain résumé in which every fourth byte after the header is another, by its own rule."""
    data = bytearray(resume())
    for place in range(9 + seed % 4, len(data), 4):
        data[place] = (data[place] * 7 + seed * 31 + place) % 256
    return bytes(data)


def spoilt_pack(seed: int) -> bytes:
    """A page whose packed content breaks off in the middle of nothing."""
    packed = zlib.compress(b"BT /F1 11 Tf 72 700 Td (Ada Example) Tj ET" * 50)
    cut = packed[: 4 + seed] + bytes([seed]) * 20
    return one_page(stream(cut, b"/Filter/FlateDecode"))
