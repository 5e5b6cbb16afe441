"""Draws a recorded draw again: `draw_again DRAW` recomputes the sample from frame and seed and compares; nothing is changed."""

from django.core.management.base import BaseCommand, CommandError

from followups.draws import draw_record
from followups.models import Draw


class Command(BaseCommand):
    help = "Draws again from the recorded frame and seed, and fails when another sample or another frame comes of it."

    def add_arguments(self, parser) -> None:
        parser.add_argument("draw", type=int, metavar="DRAW", help="number of the draw, as on its page")

    def handle(self, *, draw: int, **_options: object) -> None:
        found = Draw.objects.filter(pk=draw).select_related("procuratorate", "department").first()
        if found is None:
            raise CommandError(f"There is no draw {draw}.")
        self.stdout.write(f"draw {draw}: {found.procuratorate.name}, {found.drawn_on.isoformat()}, {found.algorithm}")
        self.stdout.write(f"seed {found.seed}, digest {found.digest}")
        differences = draw_record.differences(found)
        for difference in differences:
            self.stdout.write(difference)
        if differences:
            raise CommandError(f"{len(differences)} differences: it is not the draw that was made.")
        numbers = found.cases.drawn().order_by("suggestion_id").values_list("suggestion_id", flat=True)
        self.stdout.write(
            f"the same {len(numbers)} of {found.cases.in_frame().count()}: {', '.join(map(str, numbers))}"
        )
