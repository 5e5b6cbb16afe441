"""The Personal Information Protection Law, as far as the software meets personal data."""

from tests.law.rules import Authority, Coverage, Rule, Statute

STATUTE = Statute(
    abbreviation="PIPL",
    english="Personal Information Protection Law (2021)",
    chinese="中华人民共和国个人信息保护法",
    in_force="In force since 2021-11-01 (the day was not read).",
    names=("PIPL", "Personal Information Protection Law"),
    remark="The subject of a suggestion is a unit, never a person.",
    rules=(
        Rule(
            paragraph="4",
            text="Whatever tells of an identified or identifiable natural person is personal information; the name "
            "of a sole trader (个体工商户) is read as such.",
            authority=Authority.UNVERIFIED,
            note="The reading on sole traders is known and was not read in a source.",
            tests=("tests/insights/test_figures.py::test_a_letter_to_a_sole_trader_is_in_no_figure",),
        ),
        Rule(
            paragraph="5–6",
            text="Personal information is handled for a clear purpose, and no more of it than needed.",
            coverage=Coverage.PARTLY,
            note="Pictures lose what tells of people and places; typed texts are not searched for personal data.",
            tests=("tests/suggestions/test_photographs.py::test_place_camera_and_moment_are_dropped_and_named",),
        ),
        Rule(
            paragraph="19",
            text="It is kept no longer than needed.",
            coverage=Coverage.MISSING,
            note="No term of keeping is applied. The words of an event can be disposed of without breaking the ledger.",
        ),
        Rule(
            paragraph="24",
            text="A decision with grave effect is not left to a machine alone.",
            coverage=Coverage.LEFT_OUT,
            note="The software decides nothing about anybody.",
        ),
        Rule(
            paragraph="25",
            text="Personal information is not published without consent.",
            coverage=Coverage.LEFT_OUT,
            note="The software publishes nothing.",
        ),
        Rule(
            paragraph="28–29",
            text="Where somebody was, and other sensitive information, is handled for a specific purpose only and "
            "under strict protection.",
            tests=("tests/suggestions/test_photographs.py::test_place_camera_and_moment_are_dropped_and_named",),
        ),
        Rule(
            paragraph="33–36",
            text="Organs of the state handle it within their powers, and store it in the country.",
            coverage=Coverage.LEFT_OUT,
            note="Where it is stored is for who runs the installation.",
        ),
        Rule(
            paragraph="51",
            text="Who handles it has internal rules, classification, encryption and control of access.",
            coverage=Coverage.PARTLY,
            note="Access is controlled and readings are logged; classification and encryption of what is stored "
            "are not in.",
            tests=("tests/suggestions/access/test_permissions.py::test_without_a_post_nothing_is_seen",),
        ),
        Rule(
            paragraph="55",
            text="Before sensitive information is handled or information is shared, its impact is assessed.",
            coverage=Coverage.LEFT_OUT,
            note="The assessment is for who runs the installation.",
        ),
    ),
)
