"""Who works in the sample world: obvious names, one printed password (organs/sample_people.py), nobody real."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from organs import clock, sample_people
from organs.actions import people, posts
from organs.models import Department, Person, Procuratorate, Unit
from organs.origins import Origin
from organs.roles import Role, side_of

SINCE = date(2018, 1, 1)
"""Everybody has been in post since before the oldest sample suggestion."""


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """One sample person with one post: at a procuratorate by its code, or in a unit by its key."""

    username: str
    name: str
    role: str
    place: str
    department: str = ""


def _one(username: str, name: str, role: Role, place: str, department: str = "") -> Somebody:
    return Somebody(username=username, name=name, role=role, place=place, department=department)


THIRD = "第三检察部"
# In the order of the list on the sign-in page, which shows the first of every role and then the first of the rest.
PEOPLE = (
    _one("prosecutor", "承办检察官甲", Role.PROSECUTOR, "652328", THIRD),
    _one("assistant", "检察官助理甲", Role.ASSISTANT, "652328", THIRD),
    _one("head", "部门负责人甲", Role.DEPARTMENT_HEAD, "652328", THIRD),
    _one("policy", "法律政策研究审核人甲", Role.POLICY_REVIEWER, "652328", "法律政策研究室"),
    _one("chief", "检察长甲", Role.CHIEF, "652328"),
    _one("deputy", "副检察长甲", Role.DEPUTY_CHIEF, "652328"),
    _one("secretary", "检委会秘书甲", Role.COMMITTEE_SECRETARY, "652328"),
    _one("office", "办公室甲", Role.REGISTRAR, "652328", "案件管理部"),
    _one("cases", "案件管理甲", Role.CASE_MANAGER, "652328", "案件管理部"),
    _one("analyst", "分析员甲", Role.ANALYST, "652328"),
    _one("admin", "系统管理员甲", Role.ADMINISTRATOR, "652328"),
    _one("cj-policy", "州院法律政策研究甲", Role.POLICY_REVIEWER, "6523", "法律政策研究室"),
    _one("xj-cases", "区院案件管理甲", Role.CASE_MANAGER, "65"),
    _one("prosecutor2", "承办检察官乙", Role.PROSECUTOR, "652328", THIRD),
    _one("prosecutor3", "承办检察官丙", Role.PROSECUTOR, "652328", "第二检察部"),
    _one("head2", "部门负责人乙", Role.DEPARTMENT_HEAD, "652328", "第二检察部"),
    _one("cj-prosecutor", "州院检察官甲", Role.PROSECUTOR, "6523", "第六检察部"),
    _one("cj-prosecutor2", "州院检察官乙", Role.PROSECUTOR, "6523", "第五检察部"),
    _one("cj-head", "州院部门负责人甲", Role.DEPARTMENT_HEAD, "6523", "第六检察部"),
    _one("cj-head2", "州院部门负责人乙", Role.DEPARTMENT_HEAD, "6523", "第五检察部"),
    _one("cj-chief", "州院检察长甲", Role.CHIEF, "6523"),
    _one("cj-secretary", "州院检委会秘书甲", Role.COMMITTEE_SECRETARY, "6523"),
    _one("cj-office", "州院办公室甲", Role.REGISTRAR, "6523"),
    _one("cj-cases", "州院案件管理甲", Role.CASE_MANAGER, "6523", "案件管理办公室"),
    _one("qt-prosecutor", "奇台检察官甲", Role.PROSECUTOR, "652325", "第四检察部"),
    _one("qt-head", "奇台部门负责人甲", Role.DEPARTMENT_HEAD, "652325", "第四检察部"),
    _one("qt-policy", "奇台法律政策研究甲", Role.POLICY_REVIEWER, "652325"),
    _one("qt-chief", "奇台检察长甲", Role.CHIEF, "652325"),
    _one("qt-secretary", "奇台检委会秘书甲", Role.COMMITTEE_SECRETARY, "652325"),
    _one("qt-office", "奇台办公室甲", Role.REGISTRAR, "652325"),
    _one("qt-cases", "奇台案件管理甲", Role.CASE_MANAGER, "652325"),
    _one("wj-prosecutor", "垦区检察官甲", Role.PROSECUTOR, "X660601", "第二检察部"),
    _one("wj-head", "垦区部门负责人甲", Role.DEPARTMENT_HEAD, "X660601", "第二检察部"),
    _one("wj-policy", "垦区法律政策研究甲", Role.POLICY_REVIEWER, "X660601"),
    _one("wj-chief", "垦区检察长甲", Role.CHIEF, "X660601"),
    _one("wj-office", "垦区办公室甲", Role.REGISTRAR, "X660601"),
    _one("wj-cases", "垦区案件管理甲", Role.CASE_MANAGER, "X660601"),
    _one("b6-policy", "师院法律政策研究甲", Role.POLICY_REVIEWER, "X6606"),
    _one("cf-prosecutor", "长丰检察官甲", Role.PROSECUTOR, "340121", THIRD),
    _one("cf-head", "长丰部门负责人甲", Role.DEPARTMENT_HEAD, "340121", THIRD),
    _one("cf-policy", "长丰法律政策研究甲", Role.POLICY_REVIEWER, "340121"),
    _one("cf-chief", "长丰检察长甲", Role.CHIEF, "340121"),
    _one("cf-office", "长丰办公室甲", Role.REGISTRAR, "340121"),
    _one("cf-cases", "长丰案件管理甲", Role.CASE_MANAGER, "340121"),
    _one("hf-policy", "合肥法律政策研究甲", Role.POLICY_REVIEWER, "3401"),
    _one("xj-policy", "区院法律政策研究甲", Role.POLICY_REVIEWER, "65", "法律政策研究室"),
    _one("xj-analyst", "区院分析员甲", Role.ANALYST, "65"),
    _one("ah-cases", "皖院案件管理甲", Role.CASE_MANAGER, "34"),
    _one("spp-cases", "高检案件管理甲", Role.CASE_MANAGER, "00"),
    _one("spp-admin", "高检系统管理员甲", Role.ADMINISTRATOR, "00"),
    _one("spp-security", "高检安全管理员甲", Role.SECURITY_ADMINISTRATOR, "00"),
    _one("spp-audit", "高检审计管理员甲", Role.AUDIT_ADMINISTRATOR, "00"),
    _one("liaison", "联络员甲", Role.LIAISON, "ml-market"),
    _one("unit-head", "单位负责人甲", Role.UNIT_HEAD, "ml-market"),
    _one("liaison2", "联络员乙", Role.LIAISON, "ml-water"),
    _one("liaison3", "联络员丙", Role.LIAISON, "ml-education"),
    _one("liaison4", "联络员丁", Role.LIAISON, "ml-housing"),
    _one("liaison5", "联络员戊", Role.LIAISON, "ml-culture"),
    _one("liaison6", "联络员己", Role.LIAISON, "ml-civil"),
    _one("liaison7", "联络员庚", Role.LIAISON, "ml-court"),
    _one("liaison8", "联络员辛", Role.LIAISON, "ml-gas"),
    _one("copied", "联络员壬", Role.LIAISON, "ml-government"),
    _one("qt-liaison", "奇台联络员甲", Role.LIAISON, "qt-transport"),
    _one("cj-liaison", "州联络员甲", Role.LIAISON, "cj-environment"),
    _one("wj-liaison", "垦区联络员甲", Role.LIAISON, "wj-farm"),
    _one("cf-liaison", "长丰联络员甲", Role.LIAISON, "cf-elder"),
)


def admit_all(*, at: datetime, places: dict[str, Procuratorate], units: dict[str, Unit]) -> dict[str, Person]:
    """Admits everybody and gives the posts; returns the people by sign-in name."""
    departments = {(each.procuratorate_id, each.name): each for each in Department.objects.all()}
    hashed = make_password(sample_people.PASSWORD)
    admitted: dict[str, Person] = {}
    for each in PEOPLE:
        person = people.admit(
            access=None,
            at=at,
            username=each.username,
            name=each.name,
            password=hashed,
            is_hashed=True,
            origin=Origin.SAMPLE,
        )
        where: dict[str, object] = {"unit": units[each.place]} if side_of(each.role) == "unit" else {}
        if not where:
            place = places[each.place]
            where = {"procuratorate": place, "department": departments.get((place.pk, each.department))}
        posts.appoint(at=at, person=person, role=each.role, from_on=SINCE, **where)
        admitted[each.username] = person
    _appoint_stand_in(at=at, admitted=admitted)
    return admitted


def _appoint_stand_in(*, at: datetime, admitted: dict[str, Person]) -> None:
    """Lets a prosecutor stand in for the head of a department for some weeks: an acting post with days."""
    absent = admitted["qt-head"].posts.get()
    today = clock.civil_day(at)
    posts.appoint(
        at=at,
        person=admitted["qt-prosecutor"],
        role=Role.DEPARTMENT_HEAD,
        from_on=today + timedelta(days=7),
        to_on=today + timedelta(days=28),
        procuratorate=absent.procuratorate,
        department=absent.department,
        acting_for=absent,
    )
