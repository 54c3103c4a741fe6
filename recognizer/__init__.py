"""Finds the credentials a résumé claims, says how each is assessed and how to check it.

>>> from recognizer import Recognizer
>>> report = Recognizer.load().recognize("resume.pdf")    # doctest: +SKIP

Importing this package loads neither spaCy nor pdfminer nor a model: names that need them are
fetched on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from recognizer.errors import (
    ArtefactError,
    BadgesNotInstalled,
    CannotOpen,
    Crashed,
    DamagedArchive,
    DamagedBadge,
    DamagedPdf,
    EncryptedPdf,
    NotABadge,
    NotAPdf,
    NoTextLayer,
    OutOfMemory,
    RecognizerError,
    RoleError,
    SettingsError,
    TaxonomyError,
    TimedOut,
    TooLarge,
    TooManyPages,
    TrustError,
    UnreadableBadge,
    UnreadableFile,
    UnreadableResume,
    UnsupportedFormat,
)
from recognizer.report import SCHEMA_VERSION, Finding, Report, RoleCoverage
from recognizer.settings import Settings

if TYPE_CHECKING:
    from recognizer.badge_result import BadgeReport
    from recognizer.badges import BadgeChecker
    from recognizer.credential import Credential, Provider
    from recognizer.personal import PersonalDetails, PersonalMark
    from recognizer.pipeline import Examination, Recognizer
    from recognizer.role import Role
    from recognizer.taxonomy import Taxonomy

__version__ = "0.1.0"

__all__ = [
    "SCHEMA_VERSION",
    "ArtefactError",
    "BadgeChecker",
    "BadgeReport",
    "BadgesNotInstalled",
    "CannotOpen",
    "Crashed",
    "Credential",
    "DamagedArchive",
    "DamagedBadge",
    "DamagedPdf",
    "EncryptedPdf",
    "Examination",
    "Finding",
    "NoTextLayer",
    "NotABadge",
    "NotAPdf",
    "OutOfMemory",
    "PersonalDetails",
    "PersonalMark",
    "Provider",
    "Recognizer",
    "RecognizerError",
    "Report",
    "Role",
    "RoleCoverage",
    "RoleError",
    "Settings",
    "SettingsError",
    "Taxonomy",
    "TaxonomyError",
    "TimedOut",
    "TooLarge",
    "TooManyPages",
    "TrustError",
    "UnreadableBadge",
    "UnreadableFile",
    "UnreadableResume",
    "UnsupportedFormat",
    "__version__",
]

_LAZY = {
    "BadgeChecker": "recognizer.badges",
    "BadgeReport": "recognizer.badge_result",
    "Credential": "recognizer.credential",
    "Examination": "recognizer.pipeline",
    "PersonalDetails": "recognizer.personal",
    "PersonalMark": "recognizer.personal",
    "Provider": "recognizer.credential",
    "Recognizer": "recognizer.pipeline",
    "Role": "recognizer.role",
    "Taxonomy": "recognizer.taxonomy",
}


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
