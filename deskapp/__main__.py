"""``python -m deskapp``, and the ``deskapp`` command: the window without arguments, a command with them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from deskapp.commands.screen import can_open


def main(arguments: Sequence[str] | None = None, environ: Mapping[str, str] | None = None) -> int:
    """Carry out one command line and answer its exit code; see docs/guide/command-line.md."""
    arguments = sys.argv[1:] if arguments is None else arguments
    environ = os.environ if environ is None else environ
    if not arguments and can_open(environ):
        # The everyday start: nothing but the window is imported before its first paint.
        from deskapp.app import run

        return run()
    from deskapp.commands.line import run_line

    return run_line(arguments, environ)


if __name__ == "__main__":
    sys.exit(main())
