"""When a local rule governs the reply."""

from suggestions.rules import terms
from suggestions.rules.kinds import KINDS
from suggestions.rules.term_rows import TERMS, Status
from tests.law.clocks import TODAY, reply
from tests.law.rules import also


@also(
    "tests/suggestions/actions/test_local_rules.py::test_an_adopted_rule_governs_the_reply_and_names_its_adoption",
    "tests/suggestions/actions/test_local_rules.py::test_a_letter_of_another_subject_or_of_none_is_under_the_general_rule",
    "tests/suggestions/actions/test_local_rules.py::test_an_adoption_needs_reasons_and_never_reaches_back",
)
def test_a_local_rule_governs_only_where_an_office_adopted_it_and_in_its_own_area():
    """adoption: A local rule governs the reply of a unit in its area, to a letter of its subject, once the office has adopted
    it with reasons under its full title and article."""
    local = [term for term in TERMS if term.is_local]
    assert {term.status for term in local} == {Status.SWITCHED_OFF}
    assert reply("social_governance", region="370202") == "2 months from served to replied, owed by unit"
    adopted = frozenset(term.key for term in local)
    expected = {"370202": "30 days", "410302": "30 days", "330502": "60 days", "652328": "2 months"}
    assert all(any(region.startswith(term.region) for region in expected) for term in local)
    for region, length in expected.items():
        found = reply("social_governance", region=region, adopted_local_keys=adopted)
        assert found == f"{length} from served to replied, owed by unit"
    rules = KINDS["public_interest"].on(TODAY)
    special = terms.reply_term(rules=rules, on=TODAY, region="370202", adopted_local_keys=adopted)
    assert not special.is_local
