"""manage.py worker: the one process beside the web server."""

import logging
import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections

from association.base.page_cache import raise_version
from association.newsletters.sending.worker import Sender
from home.processes import StopRequest, follow_parent
from home.upkeep import tick

logger = logging.getLogger(__name__)
QUEUES = ("documents", "mail")
BACKEND = "noaber"
MINUTE = 60.0
IDLE = 10.0  # seconds without mail after which the mail server is left
PATIENCE = 30.0  # seconds that a task gets to finish when the worker stops
CONTEXT = multiprocessing.get_context("fork")


@dataclass
class Hand:
    """A child process that is started again `rest` seconds after it was last started, once it has ended."""

    name: str
    job: Callable[..., object]
    arguments: tuple[str, ...] = ()
    rest: float = 5.0
    process: BaseProcess | None = None
    started: float = field(default=float("-inf"))

    def keep_going(self, now: float) -> None:
        """Start the process when there is none and it has rested; a crash is logged."""
        if self.process is not None and not self.process.is_alive():
            if self.process.exitcode:
                logger.error("%s ended with exit code %s and is started again", self.name, self.process.exitcode)
            self.process.close()
            self.process = None
        if self.process is None and now - self.started >= self.rest:
            self.started = now
            self.process = CONTEXT.Process(target=as_child, args=(self.job, *self.arguments), name=self.name)
            self.process.start()

    def stop(self) -> None:
        """Ask the process to end after its task."""
        if self.process is not None and self.process.is_alive():
            self.process.terminate()

    def wait_for_end(self, limit: float) -> None:
        """Wait until the process has ended; at `limit` (monotonic time) it is killed."""
        if self.process is not None:
            self.process.join(max(0.1, limit - time.monotonic()))
            if self.process.is_alive():
                self.process.kill()
                self.process.join()


def as_child(job: Callable[..., object], *arguments: str) -> None:
    """A job in a new process, with connections of its own."""
    follow_parent()
    job(*arguments)


def work_on(queue: str) -> None:
    """Run the tasks of a queue until told to stop."""
    # Its own lines about starting and stopping say nothing new; failed tasks are logged elsewhere.
    logging.getLogger("django_tasks_db").addFilter(lambda record: record.levelno >= logging.ERROR)
    call_command("db_worker", "--backend", BACKEND, "--queue-name", queue, "--no-reload")


def send_newsletters() -> None:
    """Send newsletters until told to stop; a mail that is on its way is finished first."""
    stop = StopRequest()
    sender = Sender(wait=stop.wait)
    busy_at = time.monotonic()
    try:
        while not stop.wait(0):
            if sender.round():
                busy_at = time.monotonic()
                continue
            if time.monotonic() - busy_at > IDLE:
                sender.close()
            if stop.wait(1):
                return
    finally:
        sender.close()


def make_anew() -> None:
    """Have every kept page made anew: after a new version of the program it may say something else.

    Without a database nothing is kept either.
    """
    try:
        raise_version()
    except DatabaseError:
        logger.warning("No database: kept pages stay until they change")


class Command(BaseCommand):
    """Run tasks and upkeep, and send newsletters, until Ctrl-C or SIGTERM."""

    help = "Het proces naast de webserver: taken, elke minuut het onderhoud (tick) en nieuwsbrieven, tot Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = StopRequest()
        make_anew()
        hands = [Hand(f"queue {queue}", work_on, (queue,)) for queue in QUEUES]
        hands.append(Hand("tick", tick, rest=MINUTE))
        hands.append(Hand("newsletters", send_newsletters))
        # A child must not share a connection with its parent.
        connections.close_all()
        try:
            while True:
                for hand in hands:
                    hand.keep_going(time.monotonic())
                if stop.wait(1):
                    return
        finally:
            for hand in hands:
                hand.stop()
            limit = time.monotonic() + PATIENCE
            for hand in hands:
                hand.wait_for_end(limit)
