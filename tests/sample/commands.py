"""Commands of the application, run by a test for the lines that they print."""

from io import StringIO

from django.core.management import call_command


def printed(command: str, *given: str, **options: object) -> list[str]:
    out = StringIO()
    call_command(command, *given, stdout=out, **options)
    return out.getvalue().splitlines()
