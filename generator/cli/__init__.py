"""The command `cease`: what a person types, and what they are told."""

import os
import sys
from collections.abc import Sequence

from generator.build import garbage


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, `sys.argv` if no other is given, and leave with its exit status."""
    garbage.hold()
    # No plugin of pydantic's is ours, and looking for one reads every installed package's facts.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from generator.cli.app import app

        app(arguments, prog_name="cease")
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        garbage.leave()
