"""The roles a post can carry, and on which side each stands; what a role may do is in suggestions/access/permissions.py."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    OFFICE = "office", _("Procuratorate")
    UNIT = "unit", _("Recipient unit")


class Role(models.TextChoices):
    """Roles of domain.md 6; a deputy chief procurator decides by delegation (Organic Law, Art. 29)."""

    PROSECUTOR = "prosecutor", _("Prosecutor")
    ASSISTANT = "assistant", _("Prosecutor's assistant")
    DEPARTMENT_HEAD = "department_head", _("Department head")
    POLICY_REVIEWER = "policy_reviewer", _("Legal-policy reviewer")
    CHIEF = "chief", _("Chief procurator")
    DEPUTY_CHIEF = "deputy_chief", _("Deputy chief procurator")
    COMMITTEE_SECRETARY = "committee_secretary", _("Secretary of the procuratorial committee")
    REGISTRAR = "registrar", _("Office (seal and numbers)")
    CASE_MANAGER = "case_manager", _("Case manager")
    ANALYST = "analyst", _("Analyst")
    ADMINISTRATOR = "administrator", _("System administrator")
    SECURITY_ADMINISTRATOR = "security_admin", _("Security administrator")
    AUDIT_ADMINISTRATOR = "audit_admin", _("Audit administrator")
    UNIT_HEAD = "unit_head", _("Head of the unit")
    LIAISON = "liaison", _("Liaison of the unit")


class Work(models.TextChoices):
    """A kind of work that somebody else may do while a person is away; which relations belong to it is in suggestions/rules/relations.py."""

    CASES = "cases", _("Cases in hand: drafts, service, follow-up")
    HEADING = "heading", _("Work of the head of department: reviewing, countersigning, closing")
    POLICY = "policy", _("Legal-policy review")
    DECIDING = "deciding", _("Decisions of the chief procurator")
    COMMITTEE = "committee", _("Records of the procuratorial committee")
    REGISTRY = "registry", _("Seal, numbers and copies")
    CASE_MANAGEMENT = "case_management", _("Case management")


UNIT_ROLES = frozenset({Role.UNIT_HEAD, Role.LIAISON})
OFFICE_ROLES = frozenset(Role) - UNIT_ROLES
# Who sets up, who gives and takes rights, and who reads what the two did: always three people (GB/T 22239, separation of duties).
ADMINISTRATIVE_ROLES = (Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR)
BUSINESS_ROLES = OFFICE_ROLES - frozenset(ADMINISTRATIVE_ROLES)
# A deputy may stand for the chief wherever a chief is asked for.
CHIEFS = (Role.CHIEF, Role.DEPUTY_CHIEF)
# In this order people stand wherever several are listed; those of one rank by name.
RANKS = (
    *CHIEFS,
    Role.DEPARTMENT_HEAD,
    Role.PROSECUTOR,
    Role.ASSISTANT,
    Role.POLICY_REVIEWER,
    Role.COMMITTEE_SECRETARY,
    Role.REGISTRAR,
    Role.CASE_MANAGER,
    Role.ANALYST,
    *ADMINISTRATIVE_ROLES,
    Role.UNIT_HEAD,
    Role.LIAISON,
)
# To whom falls what belongs to nobody where its department has no head, in this order.
KEEPING = (Role.DEPUTY_CHIEF, Role.CHIEF)
# Who may handle a case, and who may open one: an assistant does it for a prosecutor (P19 Art. 6).
PROSECUTING = (Role.PROSECUTOR, Role.DEPARTMENT_HEAD, *CHIEFS)
OPENING = (*PROSECUTING, Role.ASSISTANT)


def side_of(role: str) -> Side:
    """Returns the side on which a role stands."""
    return Side.UNIT if role in UNIT_ROLES else Side.OFFICE
