"""``goodhart`` and ``python -m sim``."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C while it is still loading ends it without a traceback too."""
    try:
        from sim.cli.app import app

        app(prog_name="goodhart")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
