"""Processes that belong to one parent: told to stop by a signal, and never left behind."""

import ctypes
import signal
import sys
import threading
from types import FrameType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1  # prctl(2): the signal that this process gets when its parent dies


class StopRequest:
    """Set by Ctrl-C, SIGTERM or a closed terminal; made in the main thread."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        for number in STOP_SIGNALS:
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._asked.set()

    def wait(self, seconds: float) -> bool:
        """Wait at most so long; whether stopping was asked."""
        return self._asked.wait(seconds)


def follow_parent() -> None:
    """In a new child: end when the parent ends, however that happens (on Linux), and take signals as usual again."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
