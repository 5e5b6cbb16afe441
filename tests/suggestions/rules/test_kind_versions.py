"""Tests of the versions of kinds: on any day exactly one is in force, and a transition leaves an act to the former one."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suggestions.rules import kind_versions, kinds
from suggestions.rules.acts import EVERY_ACT, Act, Transition
from suggestions.rules.kinds import KINDS
from suggestions.rules.term_rows import PROVISIONS_FROM, TERMS
from tests import rules_of_2027
from tests.rules_of_2027 import FIRST, KIND, LAST_OF_OLD, NEW_KEY, OLD_KEY

ANY_DAY = st.dates(date(2019, 2, 26), date(2040, 12, 31))


@pytest.fixture
def law(monkeypatch):
    rules_of_2027.come(monkeypatch)


def governing(act: Act, on: date, **done: date) -> str:
    return kind_versions.governing(kind=KINDS[KIND], act=act, on=on, done_on=lambda each: done.get(each)).key


@given(day=ANY_DAY, key=st.sampled_from(sorted(KINDS)))
def test_on_any_day_exactly_one_version_of_a_kind_is_in_force(day: date, key: str) -> None:
    kind = KINDS[key]
    in_force = [
        version
        for version in kind.versions
        if version.valid_from <= day and ((last := kind.last_day(version)) is None or day <= last)
    ]
    assert [version.key for version in in_force] == [kind.on(day).key]


@pytest.mark.parametrize("key", sorted(KINDS))
def test_versions_of_a_kind_follow_each_other_without_gap_or_overlap(key: str) -> None:
    kind = KINDS[key]
    assert kind.versions[0].valid_from == PROVISIONS_FROM
    for former, later in pairwise(kind.versions):
        assert kind.last_day(former) == later.valid_from - timedelta(days=1)
        assert kind.before(later) is former
    assert kind.last_day(kind.versions[-1]) is None


@given(day=st.dates(date(2000, 1, 1), date(2040, 12, 31)), key=st.sampled_from(sorted(TERMS.by_key)))
def test_on_any_day_at_most_one_version_of_a_term_is_in_force(day: date, key: str) -> None:
    in_force = [term for term in TERMS.by_key[key] if term.is_in_force(day)]
    assert len(in_force) <= 1
    assert TERMS.on(key, day) is (in_force[0] if in_force else None)


@pytest.mark.parametrize("key", sorted(KINDS))
def test_a_name_of_a_version_finds_it_for_ever(key: str) -> None:
    for version in KINDS[key].versions:
        assert kind_versions.named(version.key) is version


def test_an_unknown_version_is_never_guessed() -> None:
    for name in ("", "public_interest", "public_interest/2020-01-01", "nothing/2019-02-26"):
        with pytest.raises(kind_versions.UnknownVersion):
            kind_versions.named(name)


def test_what_lies_before_the_first_version_is_read_by_it() -> None:
    assert KINDS[KIND].on(date(2018, 1, 1)) is KINDS[KIND].versions[0]


def test_a_version_names_only_terms_that_are_there() -> None:
    for kind in KINDS.values():
        for version in kind.versions:
            assert {version.reply, version.urgent_reply} - {""} <= set(TERMS.by_key), version.key


def test_an_act_is_governed_by_the_version_of_its_day(law) -> None:
    for act in Act:
        assert (governing(act, LAST_OF_OLD), governing(act, FIRST)) == (OLD_KEY, NEW_KEY)


def test_a_transition_leaves_an_act_to_the_former_version_where_an_earlier_act_was_done_under_it(monkeypatch) -> None:
    rules = rules_of_2027.left_with_the_old(frozenset({Act.REPLY}), since=Act.ISSUE)
    rules_of_2027.come(monkeypatch, takes_over=rules)
    assert governing(Act.REPLY, FIRST, issue=LAST_OF_OLD) == OLD_KEY
    assert governing(Act.REPLY, FIRST, issue=FIRST) == NEW_KEY
    assert governing(Act.REPLY, FIRST) == NEW_KEY
    assert governing(Act.SERVICE, FIRST, issue=LAST_OF_OLD) == NEW_KEY


def test_a_transition_may_let_an_act_pass_later_than_the_law_begins(monkeypatch) -> None:
    march = date(2027, 3, 1)
    rules = (
        Transition(acts=EVERY_ACT - {Act.FILING}, from_day=FIRST, ground="law"),
        Transition(acts=frozenset({Act.FILING}), from_day=march, ground="law, final article"),
    )
    rules_of_2027.come(monkeypatch, takes_over=rules)
    assert governing(Act.FILING, march - timedelta(days=1)) == OLD_KEY
    assert governing(Act.FILING, march) == NEW_KEY
    former = kind_versions.named(OLD_KEY)
    assert kind_versions.law_day(former, on=date(2027, 2, 10)) == LAST_OF_OLD
    assert kind_versions.law_day(kind_versions.named(NEW_KEY), on=date(2027, 2, 10)) == date(2027, 2, 10)


def test_a_step_cites_the_article_of_its_day(law) -> None:
    find = {"kind": KIND, "name": "document.serve", "default": "PIL Case Rules"}
    assert kind_versions.article(on=LAST_OF_OLD, **find) == "PIL Case Rules"
    assert kind_versions.article(on=FIRST, **find) == "Public-Interest Litigation Law (2026)"
    assert kind_versions.article(on=FIRST, **{**find, "name": "document.issue"}) == "PIL Case Rules"


def test_what_was_signed_before_versions_had_names_says_nothing_of_them(law) -> None:
    assert kind_versions.signed_name(kind_versions.named(OLD_KEY)) == ""
    assert kind_versions.signed_name(kind_versions.named(NEW_KEY)) == NEW_KEY
    assert kind_versions.of_signed(kind=KIND, name="").key == OLD_KEY
    assert kind_versions.of_signed(kind=KIND, name=NEW_KEY).key == NEW_KEY


class TestRowsThatAreRefused:
    def a_kind(self, *later: kinds.KindVersion) -> kinds.Kind:
        return replace(KINDS[KIND], versions=(*KINDS[KIND].versions, *later))

    def test_a_version_that_begins_before_the_one_that_it_follows(self) -> None:
        early = replace(rules_of_2027.version(), valid_from=date(2021, 7, 1))
        with pytest.raises(ValueError, match="does not begin after"):
            self.a_kind(early)

    def test_a_version_of_another_kind(self) -> None:
        with pytest.raises(ValueError, match="its own"):
            self.a_kind(replace(rules_of_2027.version(), kind="other"))

    @pytest.mark.parametrize(
        "rows",
        [
            (),
            (Transition(acts=frozenset({Act.ISSUE}), from_day=FIRST, ground="law"),),
            (*rules_of_2027.ON_THE_DAY, Transition(acts=frozenset({Act.ISSUE}), from_day=FIRST, ground="law")),
        ],
    )
    def test_a_change_that_does_not_say_how_each_act_passes(self, rows) -> None:
        with pytest.raises(ValueError, match="each act passes"):
            self.a_kind(rules_of_2027.version(takes_over=rows))

    def test_an_act_that_passes_before_the_version_begins(self) -> None:
        with pytest.raises(ValueError, match="before it begins"):
            self.a_kind(rules_of_2027.version(takes_over=(Transition(from_day=LAST_OF_OLD, ground="law"),)))

    def test_a_transition_that_waits_for_an_act_whose_day_no_case_keeps(self) -> None:
        with pytest.raises(ValueError, match="no case keeps"):
            Transition(from_day=FIRST, ground="law", since=Act.CLOSING)
