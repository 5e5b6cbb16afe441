"""Builds the small faces with which letters are printed in half the time; needs no database, safe to run again."""

from django.core.management.base import BaseCommand

from suggestions.printing import fonts, renderer


class Command(BaseCommand):
    """Build what printing keeps in its work folder, and say which faces documents will bear."""

    help = "Build the small faces for documents (seconds the first time) and name the faces in use."
    requires_system_checks: list[str] = []

    def handle(self, *_arguments: object, **_options: object) -> None:
        """Build the small faces, then print one line for each role of the standard."""
        work = renderer.work_folder()
        fonts.prepare(work=work)
        for role, stack in fonts.find(work=work).stacks.items():
            self.stdout.write(f"{role}\t{', '.join(stack)}")
