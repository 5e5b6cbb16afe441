"""Every article that the code cites has a paragraph in the manual."""

import pytest

from tests.law import citations
from tests.law.citations import Reader


def read(*pieces: str) -> list[tuple[str, int]]:
    reader = Reader()
    return [(each.statute, each.article) for piece in pieces for each in reader.read(piece, place="here:1")]


def test_every_article_that_the_code_cites_has_a_paragraph(record_property):
    lacking = citations.without_paragraph(citations.cited())
    articles = {(each.statute, each.article) for each in citations.cited()}
    untold = {each.partition(": ")[2] for each in lacking}
    record_property(
        "summary",
        f"articles cited in code with a paragraph: {len(articles) - len(untold)} of {len(articles)}"
        f" ({len(citations.cited())} citations)",
    )
    assert not lacking, f"{len(lacking)} citations:\n" + "\n".join(lacking)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Provisions, Art. 15(2)", [("p19", 15)]),
        ("Provisions, Art. 17(2), 3(4)", [("p19", 17), ("p19", 3)]),
        ("Provisions, Art. 16, 18; PIL Case Rules, Art. 75", [("p19", 16), ("p19", 18), ("pil21", 75)]),
        ("(P19 Art. 22-23)", [("p19", 22), ("p19", 23)]),
        ("(CIVPL 87-91, P19 Art. 18)", [*(("civpl", each) for each in range(87, 92)), ("p19", 18)]),
        ("never the unit's (PIL21 47, 78)", [("pil21", 47), ("pil21", 78)]),
        ("Not yet, under Art. 25 of the Provisions: x", [("p19", 25)]),
        ("Levels of the Organic Law, Art. 12-16; depth", [("org18", each) for each in range(12, 17)]),
        ("Civil Procedure Law, Art. 85(2); Civil Code, Art. 201", [("civpl", 85), ("cc", 201)]),
        (
            "Supreme Court on civil procedure (2015), Art. 419, and administrative litigation (2018), Art. 126",
            [("spcciv", 419), ("spcadm", 126)],
        ),
        (
            "Civil Supervision Rules, Art. 102, 108; Administrative Supervision Rules, Art. 106, 113 (both 2021)",
            [("civ21", 102), ("civ21", 108), ("adm21", 106), ("adm21", 113)],
        ),
        ("the Provisions (2019), Art. 24, ask for visits", [("p19", 24)]),
        ("at once (Art. 23)", [("p19", 23)]),
        ("Land Law, Art. 10", [("unknown", 10)]),
        ("(LAND Art. 10)", [("unknown", 10)]),
        ("依照《人民检察院检察建议工作规定》第二十三条", [("p19", 23)]),
        ("《人民检察院公益诉讼办案规则》第七十五条", [("pil21", 75)]),
        ("《土地管理法》第八十三条", [("unknown", 83)]),
        ("第三条第四款", [("p19", 3)]),
        ("19 articles, 3 parts; Art of the possible", []),
    ],
)
def test_a_citation_is_read_however_it_is_written(text, expected):
    assert read(text) == expected


def test_a_bare_article_beyond_the_provisions_is_of_the_statute_named_last():
    assert read("PIL Case Rules, Art. 75", "a later claim (Art. 75)", "(Art. 19)") == [
        ("pil21", 75),
        ("pil21", 75),
        ("p19", 19),
    ]


@pytest.mark.parametrize(
    ("numeral", "number"), [("三", 3), ("十", 10), ("二十三", 23), ("一百二十九", 129), ("一百零二", 102), ("75", 75)]
)
def test_a_numeral_is_read(numeral, number):
    assert citations.number_of(numeral) == number


def test_an_article_without_a_paragraph_is_found():
    reader = Reader()
    found = tuple(reader.read("Provisions, Art. 15, 33; Land Law, Art. 1", place="somewhere.py:7"))
    assert citations.without_paragraph(found) == ["somewhere.py:7: p19 Art. 33", "somewhere.py:7: unknown Art. 1"]


def test_strings_docstrings_and_comments_are_read_with_their_lines():
    source = '"""One."""\n# Two.\nx = ("Three, "\n     "four.")\nf"Five {x}."\n'
    assert list(citations.pieces_of_module(source)) == [
        (1, "One."),
        (2, "# Two."),
        (3, "Three, four."),
        (5, "."),
        (5, "Five "),
    ]
