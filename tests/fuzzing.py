"""Runs schemathesis against a real server: `python tests/fuzzing.py SECONDS`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from served import Served, reading, server

TESTS = Path(__file__).resolve().parent
MANY = 1_000_000
"""Requests a minute of the key that fuzzes: the quota has tests of its own."""


def fuzz(
    served: Served, folder: Path, seconds: int, seed: int = 1
) -> subprocess.CompletedProcess[str]:
    """Runs every phase and every check of schemathesis against a server."""
    key, secret = served.services.keys.add("fuzz", ("read", "score", "admin"), per_minute=MANY)
    served.services.webhooks.new_secret(key)
    (folder / "schemathesis.toml").write_text(f'[auth.openapi.key]\nbearer = "{secret}"\n')
    command = [
        Path(sys.executable).with_name("st"),
        "run",
        f"{served.url}/openapi.json",
        "--checks=all",
        "--phases=examples,coverage,fuzzing,stateful",
        f"--max-time={seconds}",
        f"--seed={seed}",
        "--continue-on-failure",
        "--no-color",
    ]
    paths = [str(TESTS), str(TESTS.parent)]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "SCHEMATHESIS_HOOKS": "fuzz_hooks",
    }
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


if __name__ == "__main__":
    import tempfile

    place = Path(tempfile.mkdtemp())
    options = {"requests_per_minute": MANY, "webhooks": True, "webhook_insecure": True}
    with reading() as shared, server(place, shared, **options) as running:
        done = fuzz(running, place, int(sys.argv[1]))
    print(done.stdout[-int(sys.argv[2]) if len(sys.argv) > 2 else -6000 :], done.stderr[-2000:])
    sys.exit(done.returncode)
