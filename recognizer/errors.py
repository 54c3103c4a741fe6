"""Every error a caller may meet, each naming the file it is about and the next step.

RecognizerError
├── UnreadableFile            one file cannot be read: root of both kinds that follow
├── UnreadableResume          one résumé cannot be read; a batch goes on with the next
│   ├── NotAPdf               not_a_pdf            the bytes do not begin a PDF
│   ├── UnsupportedFormat     unsupported_format   a folder, a Word file, an image …
│   ├── EncryptedPdf          encrypted_pdf        a password is needed
│   ├── DamagedPdf            damaged_pdf          the file's structure cannot be followed
│   ├── NoTextLayer           no_text_layer        pages are pictures (a scan)
│   ├── TooLarge              too_large            more bytes than Settings.max_bytes
│   ├── TooManyPages          too_many_pages       more pages than Settings.max_pages
│   ├── TimedOut              timed_out            more seconds than Settings.max_seconds
│   ├── OutOfMemory           out_of_memory        more memory than Settings.max_memory_bytes
│   ├── Crashed               crashed              the process reading it died, twice
│   ├── CannotOpen            cannot_open          missing, or no permission to read
│   └── DamagedArchive        damaged_archive      a ZIP or TAR archive cannot be followed
├── UnreadableBadge           one badge file cannot be read
│   ├── NotABadge             not_a_badge          no Open Badge is in it
│   └── DamagedBadge          damaged_badge        its structure cannot be followed
├── BadgesNotInstalled        the optional packages that check badges are missing
├── TrustError                the list of issuers to trust cannot be read
├── TaxonomyError             the curated data is broken: file, entry and field
├── ArtefactError             a model file is missing or does not fit its card
├── RoleError                 the skills that a job needs cannot be read
└── SettingsError             a setting is out of range
"""

from __future__ import annotations

__all__ = [
    "ArtefactError",
    "BadgesNotInstalled",
    "CannotOpen",
    "Crashed",
    "DamagedArchive",
    "DamagedBadge",
    "DamagedPdf",
    "EncryptedPdf",
    "NoTextLayer",
    "NotABadge",
    "NotAPdf",
    "OutOfMemory",
    "RecognizerError",
    "RoleError",
    "SettingsError",
    "TaxonomyError",
    "TimedOut",
    "TooLarge",
    "TooManyPages",
    "TrustError",
    "UnreadableBadge",
    "UnreadableFile",
    "UnreadableResume",
    "UnsupportedFormat",
]


class RecognizerError(Exception):
    """Root of every error this package raises on purpose."""


class UnreadableFile(RecognizerError):
    """One file cannot be read. `code` is the contract's error code; `next_step` says what to do."""

    code = "unreadable"
    what = "cannot be read"
    next_step = "Give another file."

    def __init__(self, name: str, detail: str = "") -> None:
        self.name = name
        self.detail = detail
        super().__init__(name, detail)

    def __str__(self) -> str:
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.name} {self.what}{detail}. {self.next_step}"


class UnreadableResume(UnreadableFile):
    """One résumé cannot be read."""

    next_step = "Ask for the résumé as a PDF exported from the word processor."


class UnreadableBadge(UnreadableFile):
    """One badge file cannot be read."""


class NotABadge(UnreadableBadge):
    """Neither JSON, a token, a PNG nor an SVG that holds an Open Badge 2.0 or 3.0."""

    code = "not_a_badge"
    what = "holds no Open Badge"
    next_step = "Give the badge file itself (JSON, JWT, PNG or SVG), not a picture or a page of it."


class DamagedBadge(UnreadableBadge):
    """Its structure cannot be followed, or could be followed in two ways."""

    code = "damaged_badge"
    what = "is a damaged badge file"
    next_step = "Ask for the file as it was downloaded from the issuer."


class BadgesNotInstalled(RecognizerError):
    """The packages of the extra `badges` are missing."""

    def __init__(self) -> None:
        super().__init__(
            "badge checking is not installed: pip install 'resume-credential-recognizer[badges]'"
        )


class TrustError(RecognizerError):
    """The list of issuers to trust cannot be read; the message says where and how to mend it."""


class NotAPdf(UnreadableResume):
    """The bytes hold no PDF header."""

    code = "not_a_pdf"
    what = "is not a PDF"
    next_step = "Open it in the program that made it and export it as PDF."


class UnsupportedFormat(UnreadableResume):
    """Not a file of a kind that is read: a folder, a Word document, an image."""

    code = "unsupported_format"
    what = "is of a kind that is not read"
    next_step = "Give a PDF file."

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(name, detail)
        if "folder" in detail:
            self.next_step = "For a folder use `recognizer score FOLDER --out results.jsonl`."


class EncryptedPdf(UnreadableResume):
    """The PDF needs a password."""

    code = "encrypted_pdf"
    what = "is protected by a password"
    next_step = "Save a copy without the password and give that one."


class DamagedPdf(UnreadableResume):
    """The PDF's structure is broken beyond what pdfminer repairs."""

    code = "damaged_pdf"
    what = "is a damaged PDF"
    next_step = "Download or export it again; if it opens in a viewer, print it to a new PDF."


class NoTextLayer(UnreadableResume):
    """No page holds text, so it is a scan or a picture."""

    code = "no_text_layer"
    what = "holds pictures of text but no text"
    next_step = "Run text recognition (OCR) on it first, or ask for the original file."


class TooLarge(UnreadableResume):
    """More bytes, in the file or after unpacking, than the settings allow."""

    code = "too_large"
    what = "is too large"
    next_step = "Give a smaller file, or raise max_bytes in the settings."


class TooManyPages(UnreadableResume):
    """More pages than the settings allow: probably not a résumé."""

    code = "too_many_pages"
    what = "has too many pages"
    next_step = "Give only the résumé's pages, or raise max_pages in the settings."


class TimedOut(UnreadableResume):
    """Reading took longer than the settings allow."""

    code = "timed_out"
    what = "took too long to read"
    next_step = "Print it to a new PDF, or raise max_seconds in the settings."


class OutOfMemory(UnreadableResume):
    """Reading took more memory than the settings allow one process."""

    code = "out_of_memory"
    what = "took too much memory to read"
    next_step = "Print it to a new PDF, or raise max_memory_bytes in the settings."


class Crashed(UnreadableResume):
    """The process that read it died, and so did the one that tried again."""

    code = "crashed"
    what = "ended the process that read it"
    next_step = "Print it to a new PDF, and please report the file if it may be shown."


class CannotOpen(UnreadableResume):
    """The file is missing or may not be read."""

    code = "cannot_open"
    what = "cannot be opened"
    next_step = "Check that the path is right and that you may read the file."


class DamagedArchive(UnreadableResume):
    """A ZIP or TAR archive is broken; what stands behind the break is not read."""

    code = "damaged_archive"
    what = "is a damaged archive"
    next_step = "Unpack it with another program and give the folder."


class TaxonomyError(RecognizerError):
    """The curated data is broken; the program never runs on half a taxonomy.

    Args:
        file: path below the taxonomy folder.
        message: what is wrong and how to mend it.
        entry: id of the entry, if it is about one.
        field: name of the field, if it is about one.
    """

    def __init__(
        self, file: str, message: str, *, entry: str | None = None, field: str | None = None
    ) -> None:
        self.file, self.message, self.entry, self.field = file, message, entry, field
        super().__init__(file, message)

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.file, self.entry, self.field) if part)
        return f"{where}: {self.message}"


class ArtefactError(RecognizerError):
    """A trained model is missing, or its card does not fit it."""


class RoleError(RecognizerError):
    """The skills that a job needs cannot be read; the message shows the form expected."""


class SettingsError(RecognizerError):
    """A setting is out of its range; the message names it and the range."""
