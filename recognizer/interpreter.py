"""pdfminer's interpreter with a clock and with clipping, which pdfminer passes over.

Pages cut from a larger drawing hold text that a clipping path hides; a clock stops pages that
would take minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.utils import apply_matrix_pt

from recognizer.content import ContentParser
from recognizer.deadline import Deadline

_SLACK = 3.0
"""Points by which text may stand over the edge of its clipping path and still count as seen."""


class Clip(NamedTuple):
    """The box around the current clipping path, in the page's own (upward) coordinates."""

    x0: float
    y0: float
    x1: float
    y1: float

    def shows(self, x: float, y: float) -> bool:
        """The point lies inside, or so little outside that a letter would still be seen."""
        return (
            self.x0 - _SLACK <= x <= self.x1 + _SLACK and self.y0 - _SLACK <= y <= self.y1 + _SLACK
        )

    def within(self, other: Clip | None) -> Clip:
        """What both leave open."""
        if other is None:
            return self
        return Clip(
            max(self.x0, other.x0),
            max(self.y0, other.y0),
            min(self.x1, other.x1),
            min(self.y1, other.y1),
        )


class Interpreter(PDFPageInterpreter):
    """Looks at the clock while it runs; tells the device about clipping paths and shadings."""

    deadline: Deadline

    def execute(self, streams: Sequence[object]) -> None:
        """Runs content streams, but none inside itself (as pdfminer does, for its own parser)."""
        self.stream_ids.clear()
        valid: list[PDFStream] = []
        for stream in map(stream_value, streams):
            if stream.objid is not None and stream.objid not in self.parent_stream_ids:
                valid.append(stream)
                self.stream_ids.add(stream.objid)
        try:
            parser = ContentParser(valid, self.deadline)
        except PSEOF:
            return
        operators: dict[bytes, tuple[Callable[..., object], int] | None] = {}
        for name, operands in parser.operations():
            self.deadline.check()
            if name not in operators:
                operators[name] = self._operator(name)
            operator = operators[name]
            if operator is not None:
                run, wanted = operator
                if wanted and len(operands) == wanted and not self.argstack:
                    run(*operands)
                    continue
                self.argstack += operands
                operands = self.pop(wanted)
                if len(operands) == wanted:
                    run(*operands)
            else:
                self.argstack += operands

    def _operator(self, name: bytes) -> tuple[Callable[..., object], int] | None:
        """The method that pdfminer has for an operator, and how many operands it takes."""
        word = str(name, "utf-8", "ignore")
        for sign, letters in (("*", "_a"), ('"', "_w"), ("'", "_q")):
            word = word.replace(sign, letters)
        method = getattr(self, f"do_{word}", None)
        return (method, method.__code__.co_argcount - 1) if method is not None else None

    def dup(self) -> Interpreter:
        """A twin for a form inside the page."""
        twin = Interpreter(self.rsrcmgr, self.device)
        twin.deadline = self.deadline
        return twin

    def do_q(self) -> None:
        """Saves the graphics state, the clipping path with it."""
        super().do_q()
        self._clips.append(self.device.clip)  # type: ignore[attr-defined]

    def do_Q(self) -> None:  # noqa: N802 - pdfminer's name
        """Restores the graphics state."""
        super().do_Q()
        if self._clips:
            self.device.clip = self._clips.pop()  # type: ignore[attr-defined]

    def do_W(self) -> None:  # noqa: N802 - pdfminer's name
        """Narrows the clipping path to the current path (by its box)."""
        points = [
            apply_matrix_pt(self.ctm, (float(segment[n]), float(segment[n + 1])))
            for segment in self.curpath
            for n in range(1, len(segment) - 1, 2)
        ]
        if len(points) >= 2:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            box = Clip(min(xs), min(ys), max(xs), max(ys))
            self.device.clip = box.within(self.device.clip)  # type: ignore[attr-defined]

    def do_W_a(self) -> None:  # noqa: N802 - pdfminer's name
        """The even-odd rule changes nothing for the box."""
        self.do_W()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 - pdfminer's name
        """Draws a form or picture; a form leaves its own matrix and clipping path behind."""
        clip = self.device.clip  # type: ignore[attr-defined]
        super().do_Do(xobjid_arg)
        self.device.set_ctm(self.ctm)
        self.device.clip = clip  # type: ignore[attr-defined]

    def do_TJ(self, seq: Any) -> None:  # noqa: N802 - pdfminer's name
        """Shows text; the device only looks at the graphics state, so it needs no copy."""
        if self.textstate.font is not None:
            state = self.graphicstate
            self.device.render_string(self.textstate, seq, state.ncs, state)

    def do_sh(self, name: object) -> None:
        """A shading: white text may stand on it."""
        self.device.has_shading = True  # type: ignore[attr-defined]

    def init_state(self, ctm: Any) -> None:
        """Starts a page or form with no saved clipping paths."""
        super().init_state(ctm)
        self._clips: list[Clip | None] = []
