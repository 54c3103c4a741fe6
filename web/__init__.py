"""The web page and the HTTP endpoint: accounts, uploads, jobs and what is shown of reports.

`recognizer serve` starts it. In a checkout this folder stands at the top level and is reached as
`recognizer.web`; an installed wheel holds it below the package. Needs the extra `server`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from recognizer.web.services import Services


def create_app(made: Services) -> Flask:
    """The WSGI app on services that are running already."""
    from recognizer.web.app import build

    return build(made)
