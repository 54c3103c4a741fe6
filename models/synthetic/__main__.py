"""`python -m models.synthetic --out DIR --count N --seed S [--layout NAME]`, or `--sample FILE`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path


def main() -> None:
    """Writes DIR/pdf/ID.pdf and DIR/labels/ID.json for N seeds from S on, or the sample."""
    try:
        from models.synthetic import LAYOUTS, default_stock, generate, own_stock, sample_resume
    except ModuleNotFoundError as error:
        raise SystemExit(
            f"The package {error.name} is missing. It comes with the packages for development: run "
            "`make lint` once and then `.venv/bin/python -m models.synthetic`, or "
            "`pip install -r requirements-dev.lock`."
        ) from error
    parser = argparse.ArgumentParser(prog="python -m models.synthetic", description=__doc__)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", type=Path, help="folder for pdf/ and labels/")
    where.add_argument("--sample", type=Path, help="write the polished sample résumé to this file")
    parser.add_argument("--count", type=int, default=len(LAYOUTS), help="how many résumés")
    parser.add_argument("--seed", type=int, default=0, help="first seed")
    parser.add_argument("--layout", choices=sorted(LAYOUTS), help="only this layout")
    parser.add_argument(
        "--own", action="store_true", help="only the package's own credentials, no taxonomy"
    )
    chosen = parser.parse_args()
    if chosen.sample:
        chosen.sample.parent.mkdir(parents=True, exist_ok=True)
        chosen.sample.write_bytes(sample_resume())
        return
    for folder in ("pdf", "labels"):
        (chosen.out / folder).mkdir(parents=True, exist_ok=True)
    stock = own_stock() if chosen.own else default_stock()
    for seed in range(chosen.seed, chosen.seed + chosen.count):
        resume = generate(seed, chosen.layout, stock=stock)
        (chosen.out / "pdf" / f"{resume.id}.pdf").write_bytes(resume.pdf)
        text = json.dumps(resume.label, ensure_ascii=False, indent=1)
        (chosen.out / "labels" / f"{resume.id}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
