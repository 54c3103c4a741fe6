"""What several test files share: sample résumé, recognizer, corpus, databases of both kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
"""Labelled real résumés, beside the checkout on some machines; never part of it."""


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> Path:
    if not CORPUS.is_dir():
        pytest.skip("the labelled corpus is not on this machine")
    return CORPUS


@pytest.fixture(scope="session")
def sample_pdf() -> Path:
    """The résumé of an invented person that `make demo` shows."""
    return ROOT / "docs" / "sample" / "resume.pdf"


@pytest.fixture(scope="session")
def recognizer() -> Any:
    """The real recognizer with the real taxonomy, loaded once."""
    from recognizer.pipeline import Recognizer

    return Recognizer.load()


@pytest.fixture(scope="session")
def shared_reading() -> Iterator[Any]:
    """One reading process for all tests of the server (`served.Reading`)."""
    from served import reading

    with reading() as shared:
        yield shared


@pytest.fixture(scope="module")
def endpoint(
    shared_reading: Any, new_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """(app, services) on a fresh database of each kind, for the tests of one file."""
    from recognizer.web import create_app
    from served import services

    folder = tmp_path_factory.mktemp("endpoint")
    with services(folder, shared_reading, database_url=new_database()) as made:
        yield create_app(made), made


@pytest.fixture
def program(endpoint: Any) -> Any:
    """A program with a key of its own (`calling.Program`)."""
    from calling import Program

    return Program.new(*endpoint)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A PostgreSQL started for this run (`postgres.Postgres`)."""
    from postgres import running_or_skipped

    with running_or_skipped() as server:
        yield server


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_database(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Makes an empty database and gives its URL: everything that asks runs on both kinds."""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        return server.new_database  # type: ignore[no-any-return]
    return lambda: f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.db'}"


@pytest.fixture
def database_url(new_database: Callable[[], str]) -> str:
    """An empty database of each kind."""
    return new_database()


@pytest.fixture(scope="session")
def made(shared_reading: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The services of a server that is open to whoever asks (`recognizer.web.Services`)."""
    from served import services

    with services(tmp_path_factory.mktemp("open"), shared_reading) as running:
        yield running


@pytest.fixture(scope="session")
def app(made: Any) -> Any:
    """Its Flask app."""
    from recognizer.web import create_app

    return create_app(made)


@pytest.fixture
def visit(app: Any) -> Any:
    """A new visitor of it (`visiting.Visit`)."""
    from visiting import Visit

    return Visit(app)


@pytest.fixture
def one(visit: Any) -> tuple[str, str]:
    """The address of a list with the sample résumé alone, and the résumé's id."""
    from visiting import sample

    place, (document,) = visit.read(("ines.pdf", sample()))
    return place, document


@pytest.fixture(scope="session")
def three(app: Any) -> tuple[str, list[str]]:
    """The address of a list of three résumés and their ids; not to be changed."""
    from visiting import Visit, invented_resume, sample

    files = [("ines.pdf", sample())]
    files += [(f"{seed}.pdf", invented_resume(seed, "table")) for seed in (1, 2)]
    place, documents = Visit(app).read(*files)
    return place, documents


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium for the tests of a file (`playwright.sync_api.Browser`).

    While it runs, an event loop counts as running in this thread, so it ends with the file.
    """
    from browsing import chromium

    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def address(shared_reading: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where an open server answers over HTTP."""
    from served import server

    with server(tmp_path_factory.mktemp("browsed"), shared_reading) as running:
        yield running.url


@pytest.fixture(scope="module")
def authority() -> Any:
    """Issues the certificates of sites for tests."""
    import trustme

    return trustme.CA()


@pytest.fixture
def site(authority: Any) -> Iterator[Any]:
    """An issuer's site."""
    from hosting import hosting

    with hosting(authority) as made:
        yield made


@pytest.fixture
def fetcher(authority: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """Fetchers for which every name leads to this machine, where the site is."""
    import ssl

    from recognizer import public_addresses
    from recognizer.badge_fetching import Fetcher

    context = ssl.create_default_context()
    authority.configure_trust(context)

    async def resolve(host: str, port: int) -> tuple[str, ...]:
        return ("127.0.0.1",)

    monkeypatch.setattr(public_addresses, "resolve", resolve)
    return lambda: Fetcher(insecure=True, trust=context)
