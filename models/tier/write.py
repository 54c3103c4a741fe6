"""Figures → figures.json, the generated part of CARD.md and the reliability plot."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CARD = HERE / "CARD.md"
PLOT = HERE / "reliability.svg"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
DECIMALS = 3

SIDE = 240
"""Side of the plot's square, in pixels; 100 % is as far from 0 in both directions."""
LEFT, TOP = 56, 16
_TEXT = 'font-family="sans-serif" font-size="12" fill="#222"'


def write_figures(figures: dict[str, Any], path: Path) -> None:
    """The figures as JSON."""
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def rounded(value: Any) -> Any:
    """The same with every number to three decimals."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    return round(float(value), DECIMALS) if isinstance(value, float) else value


def write_card(figures: dict[str, Any]) -> None:
    """Puts the tables between the marks of CARD.md, and draws the plot."""
    head, _, rest = CARD.read_text("utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    body = "\n".join(lines(figures))
    CARD.write_text(f"{head}{BEGIN}\n\n{body}\n\n{END}{tail}", encoding="utf-8")
    PLOT.write_text(plot(figures["bins"]), encoding="utf-8")


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The tables of the card."""
    held = figures["held_out"]
    yield f"Estimates below a probability of {figures['threshold']:.2f} are withheld."
    yield "Intervals (95 %) draw whole providers.\n"
    yield "| rows | n | coverage | accuracy | MAE | macro F1 | macro recall | ECE | Brier |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name in ("all", "by reading", "by rule"):
        part = held[name]
        cells = [_range(part[key]) for key in ("accuracy", "mae", "macro_f1", "macro_recall")]
        yield _row(
            name, part["n"], f"{part['coverage']:.3f}", *cells, f"{part['ece']:.3f}",
            f"{part['brier']:.3f}",
        )  # fmt: skip
    yield "\nTrue tier (rows) and estimate, providers held out:\n"
    yield "| | 1 | 2 | 3 | 4 | 5 | withheld |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for n, row in enumerate(held["confusion"], start=1):
        yield _row(n, *row)
    yield "\nAll candidates, providers held out, everything rated unless it says 80 %:\n"
    yield from _table(figures["candidates"])
    yield "\nAblations of the model in use:\n"
    yield from _table(figures["ablations"])
    yield "\nThreshold, what is rated, and what it costs (a tier wrong by n costs n,"
    yield f"not rated costs {figures['abstain_cost']}):\n"
    yield "| threshold | coverage | accuracy | MAE | mean cost |"
    yield "| ---: | ---: | ---: | ---: | ---: |"
    for point in figures["curve"]:
        yield _row(f"{point[0]:.2f}", *(f"{value:.3f}" for value in point[1:]))


def _table(rows: dict[str, dict[str, float]]) -> Iterator[str]:
    keys = ("accuracy", "macro_f1", "mae", "kappa", "log_loss", "ece", "accuracy_80", "mae_80")
    yield "| | accuracy | macro F1 | MAE | kappa | log loss | ECE | accuracy 80 % | MAE 80 % |"
    yield "| --- |" + " ---: |" * len(keys)
    for name, figures in rows.items():
        yield _row(name, *(f"{figures[key]:.3f}" for key in keys))


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _range(values: Sequence[float]) -> str:
    value, low, high = values
    return f"{value:.3f} ({low:.3f}–{high:.3f})"


def plot(bins: Iterable[Sequence[float]]) -> str:
    """Share right against stated probability; a dot's area grows with its number of rows."""
    size = SIDE + LEFT + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{SIDE + TOP + 48}" '
        f'role="img" aria-label="Stated probability against share right">',
        f'<rect width="{size}" height="{SIDE + TOP + 48}" fill="#fff"/>',
        f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>',
        f'<path d="M{LEFT} {TOP + SIDE}L{LEFT + SIDE} {TOP}" stroke="#999" '
        'stroke-dasharray="4 4"/>',
    ]
    for share in (0.0, 0.5, 1.0):
        x, y = LEFT + share * SIDE, TOP + (1 - share) * SIDE
        label = f"{share:.0%}"
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:g}" text-anchor="end" {_TEXT}>{label}</text>')
        place = f'x="{x:g}" y="{TOP + SIDE + 18}"'
        parts.append(f'<text {place} text-anchor="middle" {_TEXT}>{label}</text>')
    for said, was, rows in bins:
        x, y = LEFT + said * SIDE, TOP + (1 - was) * SIDE
        radius = 2 + (rows**0.5) / 4
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#1f6f8b"/>')
    middle = LEFT + SIDE / 2
    place = f'x="{middle:g}" y="{TOP + SIDE + 38}"'
    parts.append(f'<text {place} text-anchor="middle" {_TEXT}>stated probability</text>')
    place = f'x="14" y="{TOP + SIDE / 2:g}" transform="rotate(-90 14 {TOP + SIDE / 2:g})"'
    parts.append(f'<text {place} text-anchor="middle" {_TEXT}>share right</text>')
    return "\n".join([*parts, "</svg>\n"])
