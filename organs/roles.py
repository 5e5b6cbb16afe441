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
    ADMINISTRATOR = "administrator", _("Administrator")
    UNIT_HEAD = "unit_head", _("Head of the unit")
    LIAISON = "liaison", _("Liaison of the unit")


UNIT_ROLES = frozenset({Role.UNIT_HEAD, Role.LIAISON})
OFFICE_ROLES = frozenset(Role) - UNIT_ROLES
# A deputy may stand for the chief wherever a chief is asked for.
CHIEFS = (Role.CHIEF, Role.DEPUTY_CHIEF)
# Who may handle a case, and who may open one: an assistant does it for a prosecutor (P19 Art. 6).
PROSECUTING = (Role.PROSECUTOR, Role.DEPARTMENT_HEAD, *CHIEFS)
OPENING = (*PROSECUTING, Role.ASSISTANT)


def side_of(role: str) -> Side:
    """Returns the side on which a role stands."""
    return Side.UNIT if role in UNIT_ROLES else Side.OFFICE
