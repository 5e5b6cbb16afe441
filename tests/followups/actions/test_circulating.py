"""Circulars: who issues, who below takes notice and when, and that no person's number stands in one (P19 Art. 29)."""

import pytest

from followups.actions import circulating
from followups.actions.circulating import CircularDraft
from followups.models import Circular
from organs.refusals import NotAllowed, Refused
from organs.roles import Role
from tests import factories
from tests.factories import DAY, access, at, later

pytestmark = pytest.mark.django_db
TEXT = "部分检察院未按期回访，请各院自查。"


@pytest.fixture
def above(w):
    return factories.person("above", "乙市检察长", Role.CHIEF, procuratorate=w.prefecture)


@pytest.fixture
def beside(w):
    return factories.person("beside", "丁县案管", Role.CASE_MANAGER, procuratorate=w.sibling)


def issued(w, by, **facts) -> Circular:
    values = {"number": "乙检通[2026]第03号", "title": "关于回访情况的通报", "text": TEXT, "issued_on": DAY, **facts}
    return circulating.issue(access=access(by), at=at(), office=w.prefecture, draft=CircularDraft(**values))


def test_a_chief_issues_to_all_offices_below_and_nobody_else_does(w, above):
    circular = issued(w, above)
    assert circular.number == "乙检通〔2026〕3号"
    assert set(circular.addressees()) == {w.county, w.sibling}
    for person in (w.higher, w.chief, w.manager, w.liaison):
        with pytest.raises(NotAllowed):
            issued(w, person, number="乙检通〔2026〕4号")


def test_each_office_below_takes_notice_once_by_who_may_and_the_rest_is_what_has_not(w, above, beside):
    circular = issued(w, above)
    assert circular in Circular.objects.to_acknowledge(access(w.head))
    rows = circulating.acknowledge(access=access(w.head, later(2)), at=at(later(2)), circular=circular)
    assert [(row.office, row.person_name, row.acknowledged_on) for row in rows] == [(w.county, w.head.name, later(2))]
    for person in (w.head, w.manager, w.handling, above, w.liaison):
        with pytest.raises(NotAllowed):
            circulating.acknowledge(access=access(person), at=at(), circular=circular)
    left = circular.addressees().exclude(pk__in=circular.acknowledged.values("office_id"))
    assert list(left) == [w.sibling] and not Circular.objects.to_acknowledge(access(w.manager)).exists()
    assert circular in Circular.objects.to_acknowledge(access(beside))


def test_it_is_read_by_the_own_office_and_those_below_but_by_no_unit_and_not_above(w, above):
    circular = issued(w, above)
    top = factories.person("top", "甲省案管", Role.CASE_MANAGER, procuratorate=w.province)
    admin = factories.person("adm", "系统管理员", Role.ADMINISTRATOR, procuratorate=w.county)
    assert all(circular in Circular.objects.visible_to(access(each)) for each in (above, w.head, w.assistant))
    assert not any(circular in Circular.objects.visible_to(access(each)) for each in (top, admin, w.liaison))


@pytest.mark.parametrize(
    "facts",
    [
        {"number": " "},
        {"title": ""},
        {"text": ""},
        {"issued_on": later(1)},
        {"text": "联系人电话13800138000"},
        {"text": "身份证号11010519491231002X的人员"},
    ],
)
def test_what_is_missing_or_of_a_person_is_refused(w, above, facts):
    with pytest.raises(Refused):
        issued(w, above, **facts)


def test_a_number_is_given_once_however_it_is_typed(w, above):
    issued(w, above)
    with pytest.raises(Refused):
        issued(w, above, number="乙检通〔2026〕3号")
