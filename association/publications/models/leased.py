"""Work in the background that one worker at a time has a lease on."""

from django.db import models


class Leased(models.Model):
    """A row of work: a lease that has run out belongs to a worker that was killed, and the work is taken up again."""

    class State(models.TextChoices):
        WAITING = "waiting", "wacht op de werker"
        RUNNING = "running", "wordt gemaakt"
        DONE = "done", "klaar"
        FAILED = "failed", "tegengehouden"

    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    lease = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    step = models.CharField("bezig met", max_length=120, blank=True)
    percent = models.PositiveSmallIntegerField("voortgang", default=0)
    problems = models.JSONField("waarom tegengehouden", default=list, blank=True)
    remarks = models.JSONField("opmerkingen bij het maken", default=list, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
