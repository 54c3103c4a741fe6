"""Writes the golden reports anew: `python -m tests.golden.update`, then read the difference.

Each is the report of a generated résumé on which every label was met when it was chosen. What
does not come from the recognizer's reading is left out: its version and the taxonomy's, and the
digest of the PDF, which the compressor decides as well.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from models.synthetic import generate, own_stock
from recognizer.pipeline import Recognizer

FOLDER = Path(__file__).resolve().parent
CASES = {
    "gulf_india": 60,
    "hyperlinks": 71,
    "left_sidebar": 79,
    "running_text": 71,
    "table": 82,
    "wrapped_entries": 77,
}
"""Layout and seed."""


def golden_report(recognizer: Recognizer, layout: str) -> dict[str, Any]:
    """The report of a case, without what is left out of the files."""
    made = generate(CASES[layout], layout, stock=own_stock())
    report: dict[str, Any] = json.loads(recognizer.recognize(made.pdf, name="resume.pdf").to_json())
    del report["versions"]["taxonomy"], report["versions"]["recognizer"]
    del report["document"]["sha256"]
    return report


def main() -> None:
    """Writes one file for each case."""
    recognizer = Recognizer.load()
    for layout in CASES:
        text = json.dumps(golden_report(recognizer, layout), ensure_ascii=False, indent=2)
        (FOLDER / f"{layout}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
