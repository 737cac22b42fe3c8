"""A PostgreSQL server of the tests' own, thrown away afterwards. Without its programs this folder is not collected."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
collect_ignore_glob = [] if BIN else ["test_*.py"]


def run(folder: Path, *command: str) -> None:
    """Run a server program, which refuses to be root, as the user that Debian made for it."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    subprocess.run([*prefix, f"{BIN}/{command[0]}", *command[1:]], check=True, cwd=folder, **quiet)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of an empty server on a free port of this machine."""
    with tempfile.TemporaryDirectory(prefix="deskapp-") as name, socket.socket() as probe:
        folder = Path(name)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data = str(folder / "data")
        run(folder, "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        run(folder, "pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
        yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
        run(folder, "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
