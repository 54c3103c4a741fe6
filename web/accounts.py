"""Who may enter: accounts with Argon2 hashes, lock-out, and browsers that are signed in."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Select, delete, func, select

from recognizer.errors import RecognizerError
from recognizer.web.audit import COMMAND, SERVER, note
from recognizer.web.config import ServerSettings
from recognizer.web.database import Database
from recognizer.web.tables import Account, Action, SignIn, now

SHORTEST_PASSWORD = 12
"""Characters; NIST SP 800-63B asks for at least 8, longer where nothing else protects."""
LONGEST_PASSWORD = 200
"""Characters; hashing more would only cost time."""
MAX_FAILURES = 5
"""Wrong passwords in a row after which the account is locked for a while."""
LOCK_MINUTES = 15
"""How long it is locked; NIST SP 800-63B leaves the time open."""
_SEEN_EVERY = timedelta(minutes=1)
"""How often the last request of a browser is written down."""

_hasher = PasswordHasher()  # Argon2id with the library's parameters (RFC 9106, low memory)
_NOBODY = _hasher.hash(secrets.token_hex(8))
"""Compared when there is no such account, so that the answer takes as long."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. `owner` is what their uploads carry; `token` ends this sign-in alone."""

    owner: str
    name: str
    admin: bool = False
    account_id: int | None = None
    token: str | None = None


LOCAL = Visitor("local", "this computer", admin=True)
"""The one person at the machine, where no account was made."""


class Accounts:
    """The accounts of one database."""

    def __init__(self, database: Database, settings: ServerSettings) -> None:
        self._database = database
        self._settings = settings

    def any(self) -> bool:
        """Whether an account exists: then everyone must sign in."""
        with self._database.session(writes=False) as session:
            return session.scalar(select(Account.id).limit(1)) is not None

    def has_admin(self) -> bool:
        """Whether someone may administer it."""
        query = select(Account.id).where(Account.admin, ~Account.disabled).limit(1)
        with self._database.session(writes=False) as session:
            return session.scalar(query) is not None

    def list(self) -> tuple[Account, ...]:
        """All accounts, by name."""
        with self._database.session(writes=False) as session:
            return tuple(session.scalars(select(Account).order_by(Account.name)))

    def add(self, name: str, password: str, *, admin: bool = False) -> None:
        """Makes an account. Raises RecognizerError when the name is taken or a value is poor."""
        name = name.strip()
        if not 1 <= len(name) <= 80 or not name.isprintable():
            raise RecognizerError("An account's name has 1 to 80 printable characters.")
        hashed = _hashed(password)
        with self._database.session() as session:
            if session.scalar(_named(name)) is not None:
                raise RecognizerError(f"There is an account {name} already. Choose another name.")
            account = Account(name=name, password_hash=hashed, admin=admin)
            session.add(account)
            session.flush()  # which gives it its number
            outcome = "admin" if admin else None
            note(session, COMMAND, "account_added", _owner(account), outcome=outcome)

    def set_password(self, name: str, password: str) -> None:
        """Changes it, unlocks the account and signs its browsers out."""
        hashed = _hashed(password)
        with self._database.session() as session:
            account = session.scalar(_named(name))
            if account is None:
                raise RecognizerError(f"There is no account {name}.")
            account.password_hash, account.failures, account.locked_until = hashed, 0, None
            session.execute(delete(SignIn).where(SignIn.account_id == account.id))
            note(session, COMMAND, "account_password", _owner(account))

    def set_disabled(self, name: str, disabled: bool) -> None:
        """Shuts an account out, or lets it in again; its data stay."""
        with self._database.session() as session:
            account = session.scalar(_named(name))
            if account is None:
                raise RecognizerError(f"There is no account {name}.")
            if account.disabled != disabled:
                action: Action = "account_disabled" if disabled else "account_enabled"
                note(session, COMMAND, action, _owner(account))
            account.disabled = disabled
            session.execute(delete(SignIn).where(SignIn.account_id == account.id))

    def sign_in(self, name: str, password: str) -> str | None:
        """A token for the browser's cookie, new each time; None when refused.

        The answer is the same, and takes as long, for an unknown name, a wrong password, and an
        account that is locked or disabled. The audit has a line when an account is locked, so at
        most one in LOCK_MINUTES; wrong passwords alone make none, or strangers could fill it.
        """
        with self._database.session(writes=False) as session:
            account = session.scalar(_named(name.strip()))
        right = _matches(account.password_hash if account else _NOBODY, password)
        if account is None:
            return None
        with self._database.session() as session:
            account = session.get_one(Account, account.id, with_for_update=True)
            if account.disabled or (account.locked_until and account.locked_until > now()):
                return None
            if not right:
                account.failures += 1
                if account.failures >= MAX_FAILURES:
                    account.failures = 0
                    account.locked_until = now() + timedelta(minutes=LOCK_MINUTES)
                    note(session, SERVER, "account_locked", _owner(account))
                return None
            account.failures, account.locked_until = 0, None
            if _hasher.check_needs_rehash(account.password_hash):
                account.password_hash = _hasher.hash(password)
            token = secrets.token_urlsafe(32)
            session.add(SignIn(token_hash=_digest(token), account_id=account.id))
        return token

    def visitor(self, token: str) -> Visitor | None:
        """Who holds the token; None when it ended, was idle for too long or was taken back."""
        digest = _digest(token)
        with self._database.session(writes=False) as session:
            entry = session.get(SignIn, digest)
        if entry is None or entry.account.disabled:
            return None
        idle = now() - entry.seen
        oldest = timedelta(hours=self._settings.session_hours)
        if now() - entry.created > oldest or idle > timedelta(minutes=self._settings.idle_minutes):
            self.sign_out(token)
            return None
        if idle > _SEEN_EVERY:
            with self._database.session() as session:
                if (known := session.get(SignIn, digest)) is not None:
                    known.seen = now()
        account = entry.account
        return Visitor(_owner(account), account.name, account.admin, account.id, token)

    def sign_out(self, token: str) -> None:
        """Ends this sign-in."""
        with self._database.session() as session:
            session.execute(delete(SignIn).where(SignIn.token_hash == _digest(token)))

    def forget_old(self) -> int:
        """Deletes sign-ins that are over; returns how many."""
        oldest = now() - timedelta(hours=self._settings.session_hours)
        with self._database.session() as session:
            over = session.scalar(
                select(func.count()).select_from(SignIn).where(SignIn.created < oldest)
            )
            session.execute(delete(SignIn).where(SignIn.created < oldest))
        return over or 0


def _owner(account: Account) -> str:
    """What uploads and the audit call it; its name stands nowhere else than in its row."""
    return f"account:{account.id}"


def _named(name: str) -> Select[Account]:
    return select(Account).where(Account.name == name)


def _hashed(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise RecognizerError(
            f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters. "
            "A few unrelated words are easy to remember and hard to guess."
        )
    return _hasher.hash(password)


def _matches(hashed: str, password: str) -> bool:
    if len(password) > LONGEST_PASSWORD:
        return False
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
