"""How long things take, as ratios, which travel between machines better than seconds do.

`make bench`: reading against pdfminer's bare text extraction of the same files, the share of
each stage, looking up names in a catalogue ten times as large, and loading the taxonomy with and
without its cache. Nothing is asserted: docs/performance.md says what to expect.
"""

from __future__ import annotations

import argparse
import csv
import io
import logging
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pdfminer.high_level import extract_text

from models.synthetic import LAYOUTS, default_stock, generate
from recognizer import pipeline
from recognizer.claims import ClaimReader
from recognizer.match import Matcher
from recognizer.mentions import MentionFinder
from recognizer.pipeline import Recognizer
from recognizer.resume import Claim
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy, build
from recognizer.taxonomy_files import digest, read_folder
from recognizer.taxonomy_names import Names

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "dev" / "pdf"
LARGER = 10
"""How many times as large the second catalogue is."""
ROUNDS = 5
"""Repetitions of which the quickest counts: the others were disturbed."""

STAGES: tuple[tuple[str, Any, str], ...] = (
    ("read", pipeline, "read_pdf"),
    ("sections", pipeline, "find_sections"),
    ("mentions", MentionFinder, "find"),
    ("claims", ClaimReader, "read"),
    ("match", Matcher, "match"),
    ("tier", pipeline, "rate"),
    ("verify", pipeline, "check"),
    ("summary", pipeline, "write"),
)
"""Stage → where the pipeline finds it."""


def resumes() -> tuple[str, list[bytes]]:
    """What is measured: the labelled résumés where they are present, else generated ones."""
    files = sorted(CORPUS.glob("*.pdf"))
    if files:
        return f"{len(files)} labelled résumés", [file.read_bytes() for file in files]
    stock = default_stock()
    made = [generate(seed, layout, stock=stock).pdf for layout in LAYOUTS for seed in range(3)]
    return f"{len(made)} generated résumés", made


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


@contextmanager
def stopwatch() -> Iterator[dict[str, float]]:
    """Seconds spent in each stage while it is open."""
    spent: dict[str, float] = defaultdict(float)

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            begin = time.perf_counter()
            try:
                return function(*arguments, **options)
            finally:
                spent[stage] += time.perf_counter() - begin

        return call

    with ExitStack() as stack:
        for stage, owner, name in STAGES:
            wrapped = timed(stage, getattr(owner, name))
            stack.enter_context(patch.object(owner, name, wrapped))
        yield spent


def reading(recognizer: Recognizer, files: Sequence[bytes]) -> Iterator[str]:
    """The whole pipeline against bare text extraction, file by file in turn; then the stages."""
    bare, whole = [], []
    with stopwatch() as spent:
        for data in files:
            bare.append(seconds(partial(extract_text, io.BytesIO(data))))
            whole.append(seconds(partial(recognizer.recognize, data)))
    each = [a / b for a, b in zip(whole, bare, strict=True)]
    yield line("extract_text, median of a résumé", f"{1000 * statistics.median(bare):.0f} ms")
    yield line("whole pipeline, median of a résumé", f"{1000 * statistics.median(whole):.0f} ms")
    yield line("pipeline / extract_text, of the sums", f"{sum(whole) / sum(bare):.2f} ×")
    yield line("pipeline / extract_text, median", f"{statistics.median(each):.2f} ×")
    yield line("pipeline / extract_text, slowest", f"{max(each):.2f} ×")
    spent["the rest"] = sum(whole) - sum(spent.values())
    for stage, value in spent.items():
        shares = f"{100 * value / sum(whole):5.1f} %   {value / sum(bare):.2f} × extract_text"
        yield line(f"  {stage}", shares)


def enlarged(directory: Path) -> Taxonomy:
    """The taxonomy with nine more rows for every credential, made of the words of real titles.

    Half the words of one title and half of another: words are as common as they were, so a
    look-up meets ten times as many names that share some.
    """
    files = dict(read_folder(directory))
    taxonomy = Taxonomy.load(directory)
    entries = [taxonomy.credential(id_) for id_ in taxonomy.credential_ids]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow("id title issuer platform type hours language source".split())
    for round_ in range(1, LARGER):
        for number, entry in enumerate(entries):
            other = entries[(number + 7919 * round_) % len(entries)].name.split()
            words = entry.name.split()
            title = " ".join(words[: len(words) // 2 + 1] + other[len(other) // 2 :])
            id_ = f"more-{round_}-{number}"
            writer.writerow((id_, title, entry.issuer, "", entry.type, "", "", entry.sources[0]))
    files["catalogues/more.csv"] = out.getvalue().encode()
    tables = build(files)
    return Taxonomy.of(tables, Names.of(tables), digest(files))


def claims_of(recognizer: Recognizer, files: Sequence[bytes]) -> list[Claim]:
    """Every claim of the files, as the matcher gets them."""
    found: list[Claim] = []
    match = Matcher.match

    def collect(self: Matcher, claim: Claim) -> Any:
        found.append(claim)
        return match(self, claim)

    with patch.object(Matcher, "match", collect):
        for data in files:
            recognizer.recognize(data)
    return found


def growing(recognizer: Recognizer, files: Sequence[bytes]) -> Iterator[str]:
    """The same work with the catalogue as it is and ten times as large."""
    larger = Recognizer.of(recognizer.settings, enlarged(recognizer.settings.taxonomy_dir))
    both = (recognizer, larger)
    sizes = [len(one.taxonomy.credential_ids) for one in both]
    yield line("credentials in the catalogues", f"{sizes[0]:,} and {sizes[1]:,}")
    claims = claims_of(recognizer, files)

    def match(one: Recognizer) -> None:
        for claim in claims:
            one.matcher.match(claim)

    def read(one: Recognizer) -> None:
        for data in files[::5]:
            one.recognize(data)

    for what, work, rounds in (("matching", match, ROUNDS), ("whole pipeline", read, 3)):
        times: list[list[float]] = [[], []]
        for _ in range(rounds + 1):
            for taken, one in zip(times, both, strict=True):
                taken.append(seconds(partial(work, one)))
        small, large = (min(taken[1:]) for taken in times)  # the first round fills caches
        yield line(f"{what}, {LARGER} × / 1 ×", f"{large / small:.2f} ×")
        if work is match:
            yield line("  one claim", f"{1e6 * small / max(1, len(claims)):.0f} µs")


def loading() -> Iterator[str]:
    """Loading the taxonomy from its files, and from the copy kept in the user's cache folder."""
    load = partial(Taxonomy.load, Settings().taxonomy_dir)
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.dict(os.environ, {"XDG_CACHE_HOME": folder}),
    ):
        cold = seconds(load)
        warm = min(seconds(load) for _ in range(ROUNDS))
        whole = min(seconds(Recognizer.load) for _ in range(ROUNDS))
    yield line("from its files (first use of a release)", f"{cold:.2f} s")
    yield line("from the cache", f"{warm:.2f} s")
    yield line("files / cache", f"{cold / warm:.1f} ×")
    yield line("everything, `Recognizer.load`, from the cache", f"{whole:.2f} s")


def line(what: str, value: str) -> str:
    """One line of the table."""
    return f"  {what:48} {value}"


def main() -> None:
    """`python -m models.bench [--few]`."""
    parser = argparse.ArgumentParser(prog="python -m models.bench", description=__doc__)
    parser.add_argument("--few", action="store_true", help="every tenth résumé only")
    few = parser.parse_args().few
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    what, files = resumes()
    files = files[::10] if few else files
    recognizer = Recognizer.load()
    recognizer.recognize(files[0])
    for title, lines in (
        (f"Reading {what}{', every tenth' if few else ''}", reading(recognizer, files)),
        ("A larger catalogue", growing(recognizer, files)),
        ("Loading the taxonomy", loading()),
    ):
        print(title, flush=True)
        for text in lines:
            print(text, flush=True)


if __name__ == "__main__":
    main()
