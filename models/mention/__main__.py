"""`python -m models.mention`: makes the mention model anew from the repository alone.

The same code, taxonomy, seed and library versions give the same file.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from models.mention.examples import HELD_OUT, examples
from models.mention.training import SEED, accuracy, save, train
from recognizer.mentions import MentionFinder
from recognizer.section_titles import SectionTitles
from recognizer.settings import Settings
from recognizer.taxonomy import Taxonomy

FOLDER = Path(__file__).resolve().parents[2] / "recognizer" / "data" / "mention_model"
RESUMES, HELD = 5_000, 400
"""Generated résumés to train on, and others to try the model on."""


def rules() -> MentionFinder:
    """The mention stage without a model."""
    taxonomy = Taxonomy.load(Settings(mention_model_dir=None).taxonomy_dir)
    return MentionFinder.load(taxonomy, SectionTitles.of(taxonomy.data("section_titles")))


def main() -> None:
    """Generates, trains, writes, and prints figures on generated résumés held out."""
    parser = argparse.ArgumentParser(prog="python -m models.mention", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder of the artefact")
    parser.add_argument("--count", type=int, default=RESUMES, help="résumés to train on")
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    begin = time.monotonic()
    finder = rules()
    given = list(examples(range(chosen.count), finder))
    held = list(examples(range(HELD_OUT, HELD_OUT + HELD), finder))
    print(f"{len(given)} examples in {time.monotonic() - begin:.0f} s", flush=True)
    judge = train(given, seed=chosen.seed)
    figures = {"all": accuracy(judge, held)}
    for layout in sorted({example.layout for example in held}):
        figures[layout] = accuracy(judge, [e for e in held if e.layout == layout])
    facts = {"resumes": chosen.count, "examples": len(given), "seed": chosen.seed,
             "taxonomy": finder.taxonomy.version, "held_out": figures}  # fmt: skip
    save(judge, chosen.out, facts)
    for layout, one in figures.items():
        print(f"{layout:12} kept of credentials {one['kept']:.3f}, dropped of others "
              f"{one['dropped']:.3f}")  # fmt: skip
    print(f"{judge.version}: {time.monotonic() - begin:.0f} s")


if __name__ == "__main__":
    main()
