"""Files as programs send them: one raw in the body, or fields of a form."""

from __future__ import annotations

import shutil
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import request
from marshmallow import Schema, ValidationError
from werkzeug.datastructures import FileStorage

from recognizer.web.api.calls import ONCE
from recognizer.web.api.options import merged
from recognizer.web.api.problems import Problem
from recognizer.web.batches import NewFile
from recognizer.web.services import services
from recognizer.web.uploads import NothingUploaded, TooManyFiles, harmless, read_files

PDF = "application/pdf"
ZIP = "application/zip"
FORM = "multipart/form-data"
BADGES = {
    "application/json": "badge.json",
    "application/ld+json": "badge.json",
    "application/vc+ld+json": "badge.json",
    "application/jwt": "badge.jwt",
    "application/vc+jwt": "badge.jwt",
    "text/plain": "badge.jwt",
    "image/png": "badge.png",
    "image/svg+xml": "badge.svg",
}
"""Kinds of a badge sent raw → what it is called where it has no name."""
_DEFAULT_NAME = "resume.pdf"
_DEFAULT_ARCHIVE = "resumes.zip"
_PLAIN = "identity"
_AS_FILE = "Send it as a file: the part needs a file name."
_UNKNOWN = "This call has no field of that name."
_IN_MEMORY = 1_000_000
"""Bytes of an archive that are held in memory; a larger one waits in a temporary file."""


def receive_one(query: dict[str, Any], form: Schema) -> tuple[NewFile, dict[str, Any]]:
    """The one file of a request, and its options. Raises Problem."""
    _expect(FORM, PDF)
    if request.mimetype == PDF:
        content = _limited(request.stream)
        return NewFile(harmless(query["name"] or _DEFAULT_NAME), content), query
    options = merged(query, _form(form, {"file"}))
    files = request.files.getlist("file")
    if len(files) != 1:
        said = "Give one file in the field `file`; for several there is /api/v1/batches."
        raise Problem("no_file", said)
    name = harmless(files[0].filename or query["name"] or _DEFAULT_NAME)
    return NewFile(name, _limited(files[0].stream)), options


def receive_many(query: dict[str, Any], form: Schema) -> tuple[tuple[NewFile, ...], dict[str, Any]]:
    """The files of a request, archives opened, and its options. Raises Problem."""
    _expect(FORM, ZIP)
    if request.mimetype == ZIP:
        with SpooledTemporaryFile(_IN_MEMORY) as body:
            shutil.copyfileobj(request.stream, body)
            if not body.tell():
                raise Problem("no_file", "Send a ZIP archive as the body.")
            body.seek(0)
            return _opened([FileStorage(body, _DEFAULT_ARCHIVE)]), query
    options = merged(query, _form(form, {"files"}))
    return _opened(request.files.getlist("files")), options


def receive_badge(query: dict[str, Any], form: Schema) -> tuple[NewFile, str | None]:
    """The badge file of a request, and the address to compare. Raises Problem."""
    _expect(FORM, *BADGES)
    if request.mimetype in BADGES:
        name = query["name"] or BADGES[request.mimetype]
        return NewFile(harmless(name), _limited(request.stream)), None
    options = _form(form, {"file"})
    files = request.files.getlist("file")
    if len(files) != 1:
        raise Problem("no_file", "Give one badge file in the field `file`.")
    name = harmless(files[0].filename or query["name"] or "badge")
    return NewFile(name, _limited(files[0].stream)), options["email"]


def _opened(uploads: list[FileStorage]) -> tuple[NewFile, ...]:
    made = services()
    try:
        return read_files(uploads, made.settings, made.limits)
    except NothingUploaded:
        said = "Give PDF files, or ZIP archives of them, in fields named `files`."
        raise Problem("no_file", said) from None
    except TooManyFiles:
        most = made.settings.max_files
        raise Problem("too_large", f"More than {most} files. Send them in smaller parts.") from None


def _expect(*kinds: str) -> None:
    if request.mimetype not in kinds:
        said = f"Send {' or '.join(kinds)}, and say so in Content-Type."
        raise Problem("unsupported_media_type", said)
    if request.headers.get("Content-Encoding", _PLAIN).strip().lower() != _PLAIN:
        said = "Send the body as it is, without Content-Encoding."
        raise Problem("unsupported_media_type", said, headers={"Accept-Encoding": _PLAIN})


def _form(schema: Schema, files: set[str]) -> dict[str, Any]:
    """The fields that are no files, checked; fields of files by other names are refused."""
    wrong: dict[str, Any] = {}
    wrong |= {name: [ONCE] for name, values in request.form.lists() if len(values) > 1}
    wrong |= {name: [_AS_FILE] for name in files & set(request.form)}
    wrong |= {name: [_UNKNOWN] for name in set(request.files) - files}
    try:
        if wrong:
            raise ValidationError(wrong)
        found: dict[str, Any] = schema.load(request.form.to_dict())
    except ValidationError as error:
        ours = {*schema.fields, *files}
        messages = error.messages if isinstance(error.messages, dict) else wrong
        errors = [
            {"in": "form", "parameter": name, "detail": sentence}
            if name in ours
            else {"in": "form", "detail": _UNKNOWN}
            for name, sentences in messages.items()
            for sentence in sentences
        ]
        raise Problem("invalid", more={"errors": errors}) from None
    return found


def _limited(stream: IO[bytes]) -> bytes:
    most = services().limits.max_bytes
    content = stream.read(most + 1)
    if len(content) > most:
        raise Problem("too_large", f"The file is larger than {most:,} bytes.")
    return content
