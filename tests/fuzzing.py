"""Runs schemathesis against a real server: `python tests/fuzzing.py SECONDS`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

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
        "--request-timeout=120",  # how fast the machine is says nothing about the contract
        "--suppress-health-check=too_slow",
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
    options = {"requests_per_minute": MANY, "webhooks": True, "webhook_insecure": True}
    with (
        TemporaryDirectory() as place,
        reading() as shared,
        server(Path(place), shared, **options) as running,
    ):
        done = fuzz(running, Path(place), int(sys.argv[1]))
    print(done.stdout, done.stderr)
    sys.exit(done.returncode)
