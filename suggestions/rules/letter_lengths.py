"""How long each text of a letter may be, in characters: what a person writes, and what can be printed while somebody waits."""

from collections.abc import Iterator, Mapping

#: By the key of a row of letter_fields.py or of a text of kinds.py.
MOST: Mapping[str, int] = {
    "title": 200,
    "source": 4_000,
    "facts": 20_000,
    "problems": 10_000,
    "other": 4_000,
    "legal_ground": 1_000,
    "urgency": 2_000,
    "conclusion_report": 20_000,
    "route_papers": 4_000,
    # of one measure
    "text": 3_000,
    "criterion": 1_000,
    "legal_basis": 1_000,
}
MOST_MEASURES = 60
#: Of all texts together: about a hundred pages, printed in some seconds.
MOST_IN_ALL = 60_000


def too_long(texts: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Yields each text that is longer than it may be, with the most characters that it may have."""
    for key, text in texts.items():
        if len(text) > MOST.get(key, MOST_IN_ALL):
            yield key, MOST.get(key, MOST_IN_ALL)
