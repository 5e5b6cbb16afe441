"""Each fact of the tables of steps and relations is as it was written down apart, so that none is loosened unseen."""

from tests.security import table_comparison


def test_the_tables_say_what_was_written_down_from_the_law_and_the_design():
    assert table_comparison.differences() == []
