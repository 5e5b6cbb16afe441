from django.db import migrations
from django.utils import timezone

RULE_VERSION = "2019-02-26/1"


def start_clocks(apps, schema_editor):
    """Starts the clock of each visit that stands planned, with the days it had before: a plan was not counted until now."""
    visits, clocks = apps.get_model("followups", "Visit"), apps.get_model("suggestions", "Clock")
    events = apps.get_model("suggestions", "Event")
    for visit in visits.objects.filter(state="planned").select_related("suggestion").iterator():
        about = f"visit:{visit.pk}"
        own = events.objects.filter(suggestion_id=visit.suggestion_id, track="visit", subject=about).order_by("seq")
        planned = own.filter(step="plan").first()
        moves = zip(visit.former_days.order_by("id"), own.filter(step="move"), strict=False)
        clocks.objects.create(
            suggestion=visit.suggestion,
            term="visit",
            rule_version=RULE_VERSION,
            owes="office",
            about=about,
            round=visit.suggestion.round,
            started_by=planned,
            started_on=planned.occurred_on if planned else timezone.localdate(visit.planned_at),
            due_on=visit.planned_on,
            former=[former(kept, event) for kept, event in moves],
        )


def former(kept, event):
    """Returns a former day as a clock keeps it."""
    return {
        "due_on": kept.former_on.isoformat(),
        "agreed_on": "",
        "reason": kept.reason,
        "event": event.seq,
        "at": timezone.localtime(event.recorded_at).isoformat(),
        "derivation": {},
    }


class Migration(migrations.Migration):
    dependencies = [
        ("followups", "0008_reminders"),
        ("suggestions", "0005_local_rules"),
    ]

    operations = [migrations.RunPython(start_clocks, migrations.RunPython.noop)]
