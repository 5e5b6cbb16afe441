"""When each periodic job last ran: what the watch and the page of background work read."""

from datetime import datetime, timedelta

from django.db import models

# A job that runs every few seconds may miss a few turns on a busy machine before anybody is told.
PATIENCE = timedelta(minutes=5)


class JobRun(models.Model):
    """One periodic job: its last run and result, how often it is expected, and since when the supervisors know it is stuck.

    `incident_at` is set when they were told, and emptied by the next run that ends well: once per incident.
    """

    name = models.CharField(max_length=60)
    expected_every = models.DurationField()
    last_started_at = models.DateTimeField(null=True, blank=True)
    last_ended_at = models.DateTimeField(null=True, blank=True)
    last_well_at = models.DateTimeField(null=True, blank=True)
    last_result = models.CharField(max_length=120, blank=True)
    incident_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name"], name="a_job_is_never_listed_twice")]

    def __str__(self) -> str:
        return self.name

    def is_late(self, at: datetime) -> bool:
        """Tells whether a run is missing: none has ended well for twice the period."""
        return self.last_well_at is None or at - self.last_well_at > 2 * self.expected_every

    def is_stuck(self, *, at: datetime, since: datetime) -> bool:
        """Tells whether somebody must look: the job is late, and whoever asks has lived long enough (`since`) to miss it."""
        last = max(self.last_well_at or since, since)
        return at - last > max(2 * self.expected_every, PATIENCE)
