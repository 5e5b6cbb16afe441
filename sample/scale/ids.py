"""Keys taken in advance, so that rows can name each other before they are written."""

from django.db import connection


def reserve(table: str, count: int, *, column: str = "id") -> int:
    """Takes so many keys of a table out of its sequence; returns the first of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
        sequence = cursor.fetchone()[0]
        cursor.execute("SELECT nextval(%s)", [sequence])
        first: int = cursor.fetchone()[0]
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + count])
    return first
