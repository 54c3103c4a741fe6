"""Whatever a library raises while a résumé is read leaves as one of our own errors."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import zlib

import pdfminer
import pytest
from pdfminer.pdfdocument import PDFEncryptionError

from recognizer import errors
from tests import hostile
from tests.pdfs import read


def pdfminer_errors() -> list[type[Exception]]:
    """Every exception that any module of pdfminer defines."""
    found: dict[str, type[Exception]] = {}
    for item in pkgutil.iter_modules(pdfminer.__path__):
        module = importlib.import_module(f"pdfminer.{item.name}")
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if not issubclass(kind, Exception) or issubclass(kind, Warning):
                continue
            if kind.__module__.startswith("pdfminer."):
                found[f"{kind.__module__}.{kind.__qualname__}"] = kind
    return [found[name] for name in sorted(found)]


OTHER_ERRORS: list[type[Exception]] = [
    ArithmeticError, AssertionError, AttributeError, EOFError, IndexError, KeyError, MemoryError,
    NotImplementedError, OSError, OverflowError, RecursionError, RuntimeError, StopIteration,
    TypeError, UnicodeDecodeError, ValueError, ZeroDivisionError, zlib.error,
]  # fmt: skip
"""What pdfminer lets through where a file's objects are of the wrong kind."""


def raised(kind: type[Exception]) -> Exception:
    if kind is UnicodeDecodeError:
        return UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    return kind("Ada's address")


def test_read_knows_the_families_of_pdfminer_errors() -> None:
    names = {kind.__module__.rpartition(".")[2] for kind in pdfminer_errors()}
    assert names >= {"psexceptions", "pdfexceptions", "pdfdocument", "pdfparser", "pdffont"}
    assert len(pdfminer_errors()) >= 20


@pytest.mark.parametrize("place", ["document", "page"])
@pytest.mark.parametrize("kind", [*pdfminer_errors(), *OTHER_ERRORS], ids=lambda k: k.__name__)
def test_read_translates_every_library_error(
    monkeypatch: pytest.MonkeyPatch, kind: type[Exception], place: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised(kind)

    if place == "document":
        monkeypatch.setattr("recognizer.read.PDFDocument.__init__", fail)
    else:
        monkeypatch.setattr("pdfminer.pdfinterp.PDFPageInterpreter.process_page", fail)
    with pytest.raises(errors.UnreadableResume) as caught:
        read(hostile.resume())
    special = {PDFEncryptionError: errors.EncryptedPdf, MemoryError: errors.OutOfMemory}
    wanted = [error for family, error in special.items() if issubclass(kind, family)]
    assert type(caught.value) is (wanted or [errors.DamagedPdf])[0]
    assert "address" not in str(caught.value), "an error never shows what stands in the file"
