"""`python -m noaber.mailbox --port 1025 --folder F`: the mail server of the demonstration, which keeps all mail in F.

Nothing leaves the machine. The admin shows what arrived.
"""

import argparse
import sys
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

from home.processes import StopRequest

HOST = "127.0.0.1"


def serve(port: int, folder: Path) -> int:
    """Take mail until a signal."""
    stop = StopRequest()
    folder.parent.mkdir(parents=True, exist_ok=True)
    controller = Controller(Mailbox(folder), hostname=HOST, port=port, ready_timeout=30)
    controller.start()
    try:
        while not stop.wait(60):
            continue
    finally:
        controller.stop()
    return 0


def main() -> int:
    """Serve what the command line says; the exit code."""
    parser = argparse.ArgumentParser(prog="noaber.mailbox", description="De mailserver van de demonstratie.")
    parser.add_argument("--port", type=int, required=True, help="poort waarop mail aankomt")
    parser.add_argument("--folder", type=Path, required=True, help="map (Maildir) waarin de mail komt")
    arguments = parser.parse_args()
    return serve(arguments.port, arguments.folder)


if __name__ == "__main__":
    sys.exit(main())
