"""How the server runs: every setting, its unit and its default, from options or the environment.

Environment variables carry the prefix `RECOGNIZER_`: `RECOGNIZER_PORT=9000`.
"""

from __future__ import annotations

import ipaddress
import secrets
from pathlib import Path

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from recognizer.errors import SettingsError

_SECRET_BYTES = 32
"""Length of a generated secret key: 256 bits, as itsdangerous advises at the least 128."""


class ServerSettings(BaseSettings):
    """Everything whoever runs the server may tune. Immutable; refuses what is out of range."""

    model_config = SettingsConfigDict(
        env_prefix="RECOGNIZER_", frozen=True, use_attribute_docstrings=True
    )

    host: str = "127.0.0.1"
    """Address to listen on. Any but a loopback address demands accounts and a secret key."""
    port: int = Field(8000, ge=0, le=65535)
    """Port to listen on; 0 takes a free one."""
    trusted_hosts: tuple[str, ...] = ()
    """Names by which the server is reached; a request for another name is refused. Without any,
    only loopback names are answered, or every name when `host` is not a loopback address."""
    https: bool = False
    """Whether visitors reach it by HTTPS (a proxy in front): cookies and headers insist on it."""
    proxies: int = Field(0, ge=0, le=8)
    """How many proxies in front may be believed about a visitor's address."""
    data_dir: Path = Field(default_factory=lambda: platformdirs.user_data_path("recognizer"))
    """Folder of the database, the generated secret and the review file; by default the user's own
    folder for data of programs."""
    database_url: SecretStr | None = None
    """SQLAlchemy URL; by default an SQLite file in `data_dir`."""
    secret_key: SecretStr | None = None
    """Signs cookies. On loopback one is made and kept in `data_dir`."""
    workers: int | None = Field(None, ge=0, le=64)
    """Processes that read résumés; by default one per core, at most eight. With 0, reading is left
    to `recognizer work`."""
    threads: int = Field(16, ge=1, le=256)
    """Requests answered at the same time."""
    max_request_bytes: int = Field(300_000_000, gt=0)
    """Largest request, in bytes: fifteen of the largest résumés."""
    max_files: int = Field(500, gt=0)
    """Most files in one upload, those in ZIP archives counted."""
    max_unpacked_bytes: int = Field(1_000_000_000, gt=0)
    """Largest sum of unpacked files of one upload, in bytes."""
    keep_days: int = Field(30, ge=1, le=3650)
    """Days after which an upload with everything about it is deleted."""
    keep_pdfs: bool = False
    """Whether PDFs are kept after their report is written; they go with the upload then."""
    keep_audit_days: int = Field(1461, ge=180, le=36500)
    """Days after which a line of the audit is deleted: four years, the longest that rules on
    hiring software ask for; never less than six months."""
    requests_per_minute: int = Field(600, ge=1)
    """Requests that one key, or the person at the machine, may send to the endpoint a minute."""
    answer_seconds: float = Field(60.0, gt=0, le=600)
    """Longest time that a request waits for its report, in seconds; it is read on behind it."""
    webhooks: bool = False
    """Whether receivers that programs name are told when a batch has ended. Off, nothing leaves
    this machine."""
    webhook_insecure: bool = False
    """Whether receivers may lack HTTPS and lie in private networks: for tests, and where every
    holder of a key may reach everything that this machine reaches."""
    badge_online: bool = False
    """Whether checking a badge file asks the addresses that the badge names, for its issuer's key
    and for whether it was withdrawn. Off, nothing leaves this machine."""
    badge_trust: Path | None = None
    """File of issuers whose badges are trusted beside the curated ones, YAML or JSON."""
    max_attempts: int = Field(3, ge=1, le=20)
    """Times a file is tried when the process that reads it is killed."""
    session_hours: float = Field(12.0, gt=0)
    """Longest time signed in, in hours."""
    idle_minutes: float = Field(60.0, gt=0)
    """Time without a request after which one must sign in again, in minutes."""

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)

    @property
    def url(self) -> str:
        """The database's SQLAlchemy URL, secret included."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir / 'recognizer.db'}"

    @property
    def review_file(self) -> Path:
        """The file of reviewers' verdicts that `recognizer taxonomy suggest` reads."""
        return self.data_dir / "reviews.jsonl"

    @classmethod
    def read(cls, **options: object) -> ServerSettings:
        """From options that are given (None is not) and the environment.

        Raises SettingsError that names the setting.
        """
        given = {name: value for name, value in options.items() if value is not None}
        try:
            return cls(**given)  # type: ignore[arg-type]
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            name = ".".join(map(str, first["loc"]))
            raise SettingsError(f"{name}: {first['msg']}") from error

    def signing_key(self) -> str:
        """The secret key; on loopback one is made once and kept, readable by its owner only.

        Raises SettingsError where one must be given.
        """
        if self.secret_key is not None:
            return self.secret_key.get_secret_value()
        if not self.on_loopback:
            raise SettingsError(
                f"Listening on {self.host} needs a secret key. Set RECOGNIZER_SECRET_KEY to a "
                'long random text, for example of `python -c "import secrets; '
                'print(secrets.token_hex(32))"`.'
            )
        path = self.data_dir / "secret.key"
        if not path.is_file():
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_hex(_SECRET_BYTES), "ascii")
        return path.read_text("ascii").strip()


def is_loopback(host: str) -> bool:
    """Whether a name or address means this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
