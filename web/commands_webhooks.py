"""Commands for webhooks: secrets that sign them, what became of each message."""

from __future__ import annotations

from typing import Any

import click

from recognizer.web.commands import where_options


@click.group()
def webhooks() -> None:
    """Messages to other programs that a batch has ended."""


@webhooks.command("secret")
@click.argument("key")
@where_options
def webhooks_secret(key: str, **options: Any) -> None:
    """Make the secret that signs a key's messages, in place of an earlier one; shown this once.

    Example: recognizer webhooks secret 1f0c22aa93d4
    """
    secret = _webhooks(options).new_secret(key)
    click.echo("Give this to the receiver; it is not shown again:", err=True)
    click.echo(secret)


@webhooks.command("list")
@where_options
def webhooks_list(**options: Any) -> None:
    """All messages, the newest first: id, state, attempts, last outcome, batch."""
    for one in _webhooks(options).list():
        said = one.outcome or "-"
        click.echo(f"{one.id}  {one.state:<9}  {one.attempts:>2}  {said:<20}  {one.batch_id}")


@webhooks.command("retry")
@click.argument("message")
@where_options
def webhooks_retry(message: str, **options: Any) -> None:
    """Send a message again, for example after a receiver was out of order for days."""
    _webhooks(options).again(message)
    click.echo(f"Message {message} will be sent by the server that runs.", err=True)


def _webhooks(options: dict[str, Any]) -> Any:
    from recognizer.web.config import ServerSettings
    from recognizer.web.database import Database
    from recognizer.web.webhooks import Webhooks

    settings = ServerSettings.read(**options)
    return Webhooks(Database.open(settings.url), settings)
