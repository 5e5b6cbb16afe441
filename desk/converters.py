"""What an address may carry where a row or a year is named: `<key:pk>` and `<year:year>`; anything else is 404, however long."""

from datetime import MAXYEAR, MINYEAR

from django.urls import register_converter

from organs import numerals


class KeyConverter:
    """The key of a row; a number that no row can have does not fit the address."""

    regex = "[0-9]+"

    def to_python(self, value: str) -> int:
        key = numerals.key_of(value)
        if key is None:
            raise ValueError("no key of a row")
        return key

    def to_url(self, value: int | str) -> str:
        return str(value)


class YearConverter:
    """A year of the calendar."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        year = int(value)
        if not MINYEAR <= year <= MAXYEAR:
            raise ValueError("no year of the calendar")
        return year

    def to_url(self, value: int | str) -> str:
        return f"{int(value):04d}"


def register() -> None:
    """Makes the converters known; called once, before the addresses are read."""
    register_converter(KeyConverter, "key")
    register_converter(YearConverter, "year")
