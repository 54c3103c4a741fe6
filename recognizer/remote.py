"""Files behind URLs (s3://, gs://, https://, file:// …) through fsspec, an optional package.

A connection is opened only because the user gave a URL of that kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from recognizer.errors import CannotOpen, RecognizerError
from recognizer.items import Item


def find(url: str, others: Counter[str]) -> Iterator[Item]:
    """The files behind a URL: of a folder its *.pdf, of a pattern what it matches, in order.

    Raises RecognizerError when a package for this kind of URL is missing. What else a folder
    holds is counted by suffix.
    """
    files, path = _system(url)
    try:
        if "*" in path or "?" in path:
            found = sorted(files.glob(path))
        elif files.isdir(path):
            found = [name for name in sorted(files.find(path)) if _wanted(name, others)]
        else:
            found = [path]
    except Exception as error:  # every store has errors of its own
        yield Item.bad(url, url, CannotOpen(url, type(error).__name__))
        return
    if not found:
        yield Item.bad(url, url, CannotOpen(url, "nothing is there"))
    for name in found:
        whole = files.unstrip_protocol(name)
        yield Item(whole, whole)


def read(url: str, limit: int) -> bytes:
    """At most `limit` bytes of a file; raises CannotOpen."""
    name = PurePosixPath(url).name or url
    files, path = _system(url)
    try:
        with files.open(path, "rb") as file:
            data: bytes = file.read(limit)
            return data
    except FileNotFoundError as error:
        raise CannotOpen(name, "there is no such file") from error
    except PermissionError as error:
        raise CannotOpen(name, "permission denied") from error
    except Exception as error:  # every store has errors of its own
        raise CannotOpen(name, type(error).__name__) from error


def _system(url: str) -> tuple[Any, str]:
    scheme = url.partition("://")[0]
    try:
        import fsspec

        files, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        package = f"the package {error.name} for URLs" if error.name else "a package for URLs"
        raise RecognizerError(
            f"{url}: {package} that begin with {scheme}:// is missing ({error}). "
            "Run `pip install fsspec`, with s3fs for s3:// or gcsfs for gs://."
        ) from error
    except ValueError as error:
        raise RecognizerError(f"{url}: URLs that begin with {scheme}:// are not known.") from error
    return files, str(path)


def _wanted(name: str, others: Counter[str]) -> bool:
    path = PurePosixPath(name)
    if path.suffix.lower() == ".pdf":
        return True
    if not path.name.startswith("."):
        others[path.suffix.lower()] += 1
    return False
