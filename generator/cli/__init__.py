"""The command `cease`: what a person types, and what they are told."""

import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    try:
        from generator.cli.app import app

        app(prog_name="cease")
    except KeyboardInterrupt:
        sys.exit(130)
