"""The papers of a run: what made the results, from what, how many, and the hashes of both.

`asked` is also what a resumed run must have in common with the one it goes on with. Times stand in
the manifest alone: the results are the same bytes whenever they are made.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, is_dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from recognizer import __version__
from recognizer.errors import RecognizerError
from recognizer.export import replacing
from recognizer.items import Item
from recognizer.report import SCHEMA_VERSION
from recognizer.settings import Settings
from recognizer.taxonomy_files import digest, read_folder

_LIBRARIES = ("pdfminer.six", "spacy", "rapidfuzz", "numpy")
"""Packages whose version may change what is read."""
_FOLDERS = ("taxonomy_dir", "mention_model_dir", "tier_model_dir")


def asked(settings: Settings, options: Mapping[str, Any]) -> dict[str, Any]:
    """Everything but the files that decides what the results are, as JSON values.

    Folders stand with the hash of what is in them, so that the same data at another place is the
    same.
    """
    limits = {
        item.name: getattr(settings, item.name)
        for item in fields(settings)
        if item.name not in _FOLDERS
    }
    return {
        "schema_version": SCHEMA_VERSION,
        "recognizer": __version__,
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "data": {
            "taxonomy": digest(read_folder(settings.taxonomy_dir)),
            "mention_model": _digest(settings.mention_model_dir),
            "tier_model": _digest(settings.tier_model_dir),
        },
        "settings": limits,
        "options": {name: _plain(value) for name, value in sorted(options.items())},
    }


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What two values of `asked` do not have in common, in words.

    >>> differences({"recognizer": "1.0", "data": {"taxonomy": "a"}},
    ...             {"recognizer": "1.0", "data": {"taxonomy": "b"}})
    ['another taxonomy']
    """
    found = []
    for name in sorted({*before, *now}):
        old, new = before.get(name), now.get(name)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            parts = sorted(key for key in {*old, *new} if old.get(key) != new.get(key))
            found += [f"another {part}".replace("_", " ") for part in parts]
        elif old != new:
            found.append("other files" if name == "given" else f"another {name}".replace("_", " "))
    return found


def write(
    out: Path,
    *,
    run: Mapping[str, Any],
    items: Iterable[Item],
    outputs: Iterable[Path],
    counts: Mapping[str, Any],
    times: Mapping[str, Any],
) -> None:
    """Writes the manifest beside the results."""
    listing = hashlib.sha256()
    for item in items:
        listing.update(item.file.encode("utf-8", "surrogatepass") + b"\n")
    manifest = {
        **run,
        "python": platform.python_version(),
        "files_sha256": listing.hexdigest(),
        "counts": counts,
        "outputs": [_described(path) for path in outputs],
        "times": times,
    }
    with replacing(manifest_path(out)) as file:
        text = json.dumps(manifest, ensure_ascii=False, indent=2)
        file.write(text.encode("utf-8", "replace") + b"\n")


def read(out: Path) -> dict[str, Any]:
    """The manifest beside the results; raises RecognizerError when there is none."""
    path = manifest_path(out)
    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise RecognizerError(f"{path} cannot be read. It is written with the results.") from error
    return found


def manifest_path(out: Path) -> Path:
    """Where the manifest of results lies.

    >>> str(manifest_path(Path("in/results.csv")))
    'in/results.csv.manifest.json'
    """
    return out.with_name(f"{out.name}.manifest.json")


def _described(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"file": path.name, "bytes": path.stat().st_size, "sha256": digest}


def _digest(folder: Path | None) -> str | None:
    """A hash of the names and bytes in a folder."""
    if folder is None:
        return None
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(path.relative_to(folder).as_posix().encode() + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _plain(value: Any) -> Any:
    """An option as JSON: what is no plain value stands with a hash of what it holds."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    elif hasattr(value, "model_dump"):
        value = value.model_dump(mode="json")
    text = json.dumps(value, sort_keys=True, default=repr)
    return hashlib.sha256(text.encode()).hexdigest()
