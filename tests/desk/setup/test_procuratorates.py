"""Procuratorates, departments and units in Set-up: each write by an action with its trace, refusals at their field."""

import pytest
from django.urls import reverse

from organs import clock
from organs.actions import setup_events, units
from organs.models import BusinessLine, Procuratorate, SetupEvent, Unit

pytestmark = pytest.mark.django_db


@pytest.mark.slow
class TestProcuratorates:
    def test_one_is_founded_under_another(self, by, w):
        given = {"parent": w.prefecture.pk, "name": "戊县人民检察院", "code": "652399", "level": "basic"}
        answer = by(w.local).post(reverse("setup-procuratorate-new"), given | {"line": "territorial"})
        assert answer["Location"] == reverse("setup-procuratorates")
        new = Procuratorate.objects.get(code="652399")
        assert (new.parent, new.origin, SetupEvent.objects.first().actor) == (w.prefecture, "live", w.local)

    def test_a_taken_code_is_refused_at_its_field_and_the_name_stays(self, by, w):
        given = {"parent": w.prefecture.pk, "name": "戊县人民检察院", "code": w.county.code, "level": "basic"}
        answer = by(w.local).post(reverse("setup-procuratorate-new"), given | {"line": "territorial"})
        assert answer.status_code == 422
        assert "code" in answer.context["form"].errors
        assert "戊县人民检察院" in answer.content.decode()

    def test_none_is_founded_outside_the_own_part(self, by, w):
        given = {"parent": w.county.pk, "name": "己县人民检察院", "code": "9", "level": "basic", "line": "territorial"}
        assert by(w.elsewhere).post(reverse("setup-procuratorate-new"), given).status_code == 422
        assert by(w.elsewhere).post(reverse("setup-procuratorate-new"), given | {"parent": ""}).status_code == 422
        assert not Procuratorate.objects.filter(code="9").exists()

    def test_moving_asks_for_a_reason_and_a_tick(self, by, w):
        href = reverse("setup-procuratorate-move", args=[w.county.pk])
        given = {"parent": w.province.pk, "on": "2026-01-01"}
        answer = by(w.administrator).post(href, given)
        assert set(answer.context["form"].errors) == {"reason", "is_sure"}
        by(w.administrator).post(href, given | {"reason": "体制调整", "is_sure": "on"})
        w.county.refresh_from_db()
        assert w.county.parent == w.province

    def test_a_stale_form_keeps_what_was_typed_and_says_so(self, by, w):
        href = reverse("setup-procuratorate-rename", args=[w.county.pk])
        expected_change = setup_events.last(w.county)
        by(w.administrator).post(href, {"name": "丙市人民检察院", "short_name": "", "expected_change": expected_change})
        answer = by(w.local).post(
            href, {"name": "丙区人民检察院", "short_name": "", "expected_change": expected_change}
        )
        assert answer.status_code == 409
        assert "丙区人民检察院" in answer.content.decode()
        again = answer.context["form"]["expected_change"].value()
        assert (
            by(w.local).post(href, {"name": "丙区人民检察院", "short_name": "", "expected_change": again}).status_code
            == 302
        )
        w.county.refresh_from_db()
        assert w.county.name == "丙区人民检察院"

    def test_departments_are_opened_changed_and_closed(self, by, w):
        line = BusinessLine.objects.get()
        client = by(w.local)
        client.post(reverse("setup-department-new", args=[w.county.pk]), {"name": "第二检察部", "lines": [line.pk]})
        department = w.county.departments.get(name="第二检察部")
        assert list(department.lines.all()) == [line]
        client.post(reverse("setup-department", args=[department.pk]), {"name": "第三检察部", "lines": []})
        client.post(
            reverse("setup-department-close", args=[department.pk]), {"on": clock.today().isoformat(), "is_sure": "on"}
        )
        department.refresh_from_db()
        assert (department.name, department.lines.count(), department.closed_on) == ("第三检察部", 0, clock.today())


class TestUnits:
    given = {"name": "丙县水利局", "kind": "government_department"}

    @pytest.mark.slow
    def test_one_is_registered_and_renamed(self, by, w):
        client = by(w.local)
        answer = client.post(reverse("setup-unit-new"), self.given | {"superior": w.copied_unit.name})
        made = Unit.objects.get(name=self.given["name"])
        assert answer["Location"] == reverse("setup-unit", args=[made.pk])
        unit = Unit.objects.get(name="丙县水利局")
        assert unit.superior == w.copied_unit
        facts = self.given | {"name": "丙县水务局", "is_sole_trader": "on", "superior": "", "mailbox": "a@b.cn"}
        assert client.post(reverse("setup-unit", args=[unit.pk]), facts).status_code == 302
        unit.refresh_from_db()
        assert (unit.name, unit.superior, unit.is_sole_trader, unit.mailbox) == ("丙县水务局", None, True, "a@b.cn")
        assert list(client.get(reverse("setup-units"), {"q": "水利"}).context["page"].rows) == [unit]

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"name": ""}, "name"),
            ({"credit_code": "123"}, "credit_code"),
            ({"regulator": "不存在的单位"}, "regulator"),
            ({"mailbox": "收发室"}, "mailbox"),
            ({"electronic_service_address": "a@b.cn"}, "electronic_service_consent_on"),
        ],
    )
    def test_what_is_wrong_stands_at_its_field(self, by, w, wrong, field):
        answer = by(w.local).post(reverse("setup-unit-new"), self.given | wrong)
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {field}

    @pytest.mark.slow
    def test_two_of_one_name_are_told_apart_by_the_credit_code(self, by, w):
        code = "11652328MB0A12345X"
        twin = units.register(
            access=None, at=clock.now(), name=w.unit.name, kind="other", origin="live", credit_code=code
        )
        href = reverse("setup-unit-successor", args=[w.other_unit.pk])
        answer = by(w.local).post(href, {"successor": w.unit.name, "on": "2026-01-05"})
        assert "successor" in answer.context["form"].errors
        by(w.local).post(href, {"successor": code, "on": "2026-01-05"})
        w.other_unit.refresh_from_db()
        assert w.other_unit.successor == twin

    def test_units_of_another_origin_are_not_there(self, by, w):
        sample = units.register(access=None, at=clock.now(), name="示例单位", kind="other", origin="sample")
        assert by(w.local).get(reverse("setup-unit", args=[sample.pk])).status_code == 404
