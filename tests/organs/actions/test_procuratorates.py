"""Procuratorates, departments, units and shared words: what may be founded, moved, closed, renamed, and what is kept."""

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from organs import clock
from organs.actions import procuratorates, setup_events, units, vocabulary
from organs.models import Line, Person, Procuratorate, SetupEvent, Unit
from organs.refusals import NotAllowed, Refused, Stale
from organs.roles import Role
from suggestions.actions import jurisdiction
from suggestions.models import Suggestion
from tests import factories

pytestmark = pytest.mark.django_db
TODAY, NOW = clock.today, clock.now


@pytest.fixture
def w(w: SimpleNamespace) -> SimpleNamespace:
    w.local = factories.person("local", "管理员乙", Role.ADMINISTRATOR, procuratorate=w.prefecture)
    return w


def access(person: Person):
    return factories.access(person, TODAY())


def move(w, what: Procuratorate, parent: Procuratorate, by: Person | None = None, **more) -> None:
    by = by or w.administrator
    given = {"access": access(by), "at": NOW(), "on": TODAY(), "reason": "体制调整"}
    jurisdiction.move_procuratorate(**given | more, procuratorate=what, parent=parent)
    what.refresh_from_db()


class TestTree:
    def test_moving_takes_all_below_and_the_suggestions_along(self, w):
        suggestion = factories.opened(w)
        other = factories.person("other", "省院甲", Role.CASE_MANAGER, procuratorate=w.province)
        move(w, w.prefecture, w.supreme)
        w.county.refresh_from_db()
        assert w.county.ancestors == (w.supreme.pk, w.prefecture.pk, w.county.pk, None, None)
        suggestion.refresh_from_db()
        assert (suggestion.depth, suggestion.ancestors) == (3, w.county.ancestors)
        below = Suggestion.objects.below(procuratorate_id=w.province.pk, depth=w.province.depth)
        assert not below.exists()
        assert other.posts.get().procuratorate == w.province

    def test_the_former_edge_keeps_its_days(self, w):
        move(w, w.county, w.province)
        former, present = w.county.edges_up.order_by("id")
        assert (former.parent, former.valid_to) == (w.prefecture, TODAY())
        assert (present.parent, present.valid_to, present.reason) == (w.province, None, "体制调整")

    def test_never_under_itself(self, w):
        with pytest.raises(Refused) as refused:
            move(w, w.prefecture, w.county)
        assert refused.value.field == "parent"

    def test_never_deeper_than_five(self, w):
        for code in ("a", "b"):
            parent = Procuratorate.objects.order_by("-depth", "-id").first()
            if parent.depth < 5:
                found(w, parent=parent, code=code)
        deepest = Procuratorate.objects.get(depth=5)
        with pytest.raises(Refused) as refused:
            found(w, parent=deepest, code="c")
        assert refused.value.field == "parent"
        with pytest.raises(Refused):
            move(w, w.sibling, deepest)

    def test_moving_needs_a_reason_and_a_right_over_both_ends(self, w):
        with pytest.raises(Refused) as refused:
            move(w, w.county, w.province, reason="  ")
        assert refused.value.field == "reason"
        with pytest.raises(NotAllowed):
            move(w, w.county, w.province, by=w.local)

    def test_an_administrator_of_the_top_places_one_whose_parent_was_not_known(self, w):
        line = Line.objects.get(code="territorial")
        lost = procuratorates.found(
            access=None, at=NOW(), code="lost", name="戊县人民检察院", level="basic", line=line, origin="published",
            parent_known=False,
        )  # fmt: skip
        with pytest.raises(NotAllowed):
            move(w, lost, w.prefecture, by=w.local)
        move(w, lost, w.prefecture)
        assert (lost.parent, lost.parent_known, lost.depth) == (w.prefecture, True, 4)

    def test_closing_waits_for_those_below(self, w):
        with pytest.raises(Refused):
            procuratorates.close(access=None, at=NOW(), procuratorate=w.prefecture, on=TODAY())
        procuratorates.close(access=access(w.local), at=NOW(), procuratorate=w.sibling, on=TODAY())
        assert not Procuratorate.objects.current().filter(pk=w.sibling.pk).exists()

    def test_the_database_keeps_each_one_its_own_ancestor(self, w):
        name = "a_procuratorate_is_its_own_ancestor_at_its_own_depth"
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Procuratorate.objects.filter(pk=w.county.pk).update(depth=3)


def found(w, *, parent: Procuratorate, code: str) -> Procuratorate:
    line = Line.objects.get(code="territorial")
    return procuratorates.found(
        access=access(w.administrator), at=NOW(), code=code, name=code, level="basic", line=line, origin="live",
        parent=parent,
    )  # fmt: skip


class TestAgencyWords:
    """The word of a procuratorate's numbers is its own."""

    def test_nobody_takes_the_word_of_another_one(self, w):
        given = {"access": access(w.administrator), "at": NOW(), "procuratorate": w.county}
        for name, short_name in (
            (w.county.name, w.sibling.short_name),
            (w.county.name, " 丁县检察院"),
            ("丁县检察院", ""),
        ):
            with pytest.raises(Refused, match=w.sibling.name) as refusal:
                procuratorates.rename(**given, name=name, short_name=short_name)
            assert refusal.value.field == "short_name"
        procuratorates.rename(**given, name="丙市人民检察院", short_name=w.county.short_name)

    def test_nor_does_one_that_is_founded(self, w):
        given = {"level": "basic", "origin": "live", "line": Line.objects.get(code="territorial")}
        with pytest.raises(Refused, match=w.sibling.name) as refusal:
            procuratorates.found(
                access=None,
                at=NOW(),
                code="9",
                name="戊县人民检察院",
                short_name="丁县检",
                parent=w.prefecture,
                **given,
            )
        assert refusal.value.field == "short_name"


class TestStale:
    def test_a_form_written_before_another_change_is_refused(self, w):
        expected_change = setup_events.last(w.county)
        given = {"access": access(w.administrator), "at": NOW(), "procuratorate": w.county, "short_name": ""}
        procuratorates.rename(**given, name="丙市人民检察院", expected_change=expected_change)
        with pytest.raises(Stale):
            procuratorates.rename(**given, name="丙区人民检察院", expected_change=expected_change)
        w.county.refresh_from_db()
        assert w.county.name == "丙市人民检察院"

    def test_without_what_was_seen_nothing_is_compared(self, w):
        units.change(access=access(w.administrator), at=NOW(), on=TODAY(), unit=w.unit, address="丙县新路2号")
        assert Unit.objects.get(pk=w.unit.pk).address == "丙县新路2号"


class TestDepartments:
    def test_one_with_people_stays_open(self, w):
        with pytest.raises(Refused):
            procuratorates.close_department(access=None, at=NOW(), department=w.department, on=TODAY())

    def test_two_never_bear_one_name(self, w):
        given = {"access": None, "at": NOW(), "lines": []}
        with pytest.raises(Refused) as refused:
            procuratorates.open_department(**given, procuratorate=w.county, name=w.department.name)
        assert refused.value.field == "name"
        with pytest.raises(Refused):
            procuratorates.change_department(**given, department=w.other_department, name=w.department.name)
        procuratorates.open_department(**given, procuratorate=w.sibling, name=w.department.name)


class TestUnits:
    def test_a_former_name_stays_findable(self, w):
        units.change(access=access(w.administrator), at=NOW(), on=TODAY(), unit=w.unit, name="丙县市监局")
        assert list(Unit.objects.named("市场监督管理局")) == [w.unit]
        assert SetupEvent.objects.first().changes == {"name": ["丙县市场监督管理局", "丙县市监局"]}

    def test_a_credit_code_belongs_to_one(self, w):
        code = "11652328MB0A12345X"
        units.change(access=None, at=NOW(), on=TODAY(), unit=w.unit, credit_code=code)
        with pytest.raises(Refused) as refused:
            units.change(access=None, at=NOW(), on=TODAY(), unit=w.other_unit, credit_code=code)
        assert refused.value.field == "credit_code"

    def test_succession_never_runs_in_a_circle(self, w):
        given = {"access": None, "at": NOW(), "on": TODAY()}
        units.succeed(**given, unit=w.unit, successor=w.other_unit)
        w.unit.refresh_from_db()
        assert (w.unit.successor, w.unit.closed_on) == (w.other_unit, TODAY())
        with pytest.raises(Refused) as refused:
            units.succeed(**given, unit=w.other_unit, successor=w.unit)
        assert refused.value.field == "successor"

    def test_live_and_sample_never_meet(self, w):
        sample = units.register(access=None, at=NOW(), name="示例单位", kind="other", origin="sample")
        with pytest.raises(Refused):
            units.succeed(access=None, at=NOW(), on=TODAY(), unit=w.unit, successor=sample)

    def test_a_unit_changes_nothing_about_itself(self, w):
        with pytest.raises(NotAllowed):
            units.change(access=access(w.liaison), at=NOW(), on=TODAY(), unit=w.unit, name="别名")


class TestWords:
    def test_the_usual_ones_come_once(self, w):
        assert vocabulary.seed(access=None, at=NOW()) > 0
        assert vocabulary.seed(access=None, at=NOW()) == 0

    @pytest.mark.parametrize(
        ("wrong", "field"), [({"code": "两字"}, "code"), ({"code": "TERRITORIAL"}, "code"), ({"en": " "}, "en")]
    )
    def test_a_bad_one_is_refused_at_its_field(self, w, wrong, field):
        with pytest.raises(Refused) as refused:
            vocabulary.add_line(access=None, at=NOW(), **{"code": "forest", "zh": "林业", "en": "Forest"} | wrong)
        assert refused.value.field == field

    def test_only_the_top_adds_what_all_share(self, w):
        with pytest.raises(NotAllowed):
            vocabulary.add_line(access=access(w.local), at=NOW(), code="forest", zh="林业", en="Forest")
        vocabulary.add_line(access=access(w.administrator), at=NOW(), code="forest", zh="林业", en="Forest")
