"""`python -m tests.sample.dump FILE`: a dump of the sample world in the shape of today's migrations, for tests/data.

It is made in a database of its own, which is dropped; files that the rows name are not in it. One that is there already is
never made again: it stands for an installation of its day, which a test brings to the head (tests/procuracy/test_migrations.py).
"""

import os
import sys
from pathlib import Path

import django

NAME = "sample_world_to_dump"


def main(target: Path) -> None:
    """Migrates an empty database, loads the sample world into it, and writes it as pg_dump's compressed format."""
    from django.core.management import call_command
    from django.db import connection

    from procuracy import backups, roles
    from tests.another_database import another_database

    with roles.as_owner(connection), another_database(connection, name=NAME):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_sample_world")
        address, environment = backups.database_address(connection)
        backups.run(
            [
                "pg_dump",
                "--format=custom",
                "--compress=9",
                "--no-owner",
                "--no-privileges",
                f"--file={target}",
                address,
            ],
            environment=environment,
        )
    print(f"{target}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procuracy.settings")
    django.setup()
    main(Path(sys.argv[1]))
