"""What the decision on a recusal says: who asked, of whom, on which ground of the law, what was decided; nobody else is named."""

from organs.models import Post
from organs.roles import Role
from suggestions.models import Recusal
from suggestions.printing import wording
from suggestions.rules import recusals

MANNERS = {"written": "书面", "oral": "口头"}


def asked(recusal: Recusal) -> str:
    """Returns who asked that who withdraws, when, how, and on which ground."""
    whom, ground = _of_whom(recusal), str(recusal.ground_label)
    if recusal.asked_by == "office":
        return f"本院发现{whom}可能具有下列应当回避的情形：{ground}。"
    day, manner = wording.day(recusal.asked_on), MANNERS[recusal.manner]
    if recusal.asked_by == "self":
        return f"{day}，{whom}以下列情形为由，{manner}申请自行回避：{ground}。"
    return f"{day}，{_applicant(recusal)}以下列情形为由，{manner}申请{whom}回避：{ground}。"


def _of_whom(recusal: Recusal) -> str:
    post = (
        Post.objects.current(recusal.asked_on)
        .filter(person=recusal.person_id, procuratorate=recusal.suggestion.procuratorate_id)
        .order_by("id")
        .first()
    )
    return f"{Role(post.role).label}{recusal.person.name}" if post else recusal.person.name


def _applicant(recusal: Recusal) -> str:
    """Returns the unit by its name, a party by role and number."""
    if recusal.asked_by == "unit":
        return recusal.suggestion.current_letter.recipient_name
    return f"{recusal.get_litigant_display()}{recusal.litigant_number}"


def article(recusal: Recusal) -> str:
    return recusals.of_kind(recusal.suggestion.kind).zh


def decider(recusal: Recusal) -> str:
    """Returns the office that decided: the committee by its resolution, else the chief procurator."""
    if recusal.resolution:
        return f"本院检察委员会（{recusal.resolution.number}）"
    return "检察长"


def result(recusal: Recusal) -> str:
    name = recusal.person.name
    if recusal.state == "recused":
        return f"{name}回避，自决定之日起不再参与本案的办理。"
    if recusal.state == "rejected_again":
        return f"维持原决定，{name}不回避。"
    return f"驳回回避申请，{name}不回避。" if recusal.asked_by != "office" else f"{name}不具有应当回避的情形，不回避。"


def remedy(recusal: Recusal) -> str:
    """Returns that an applicant whose request was rejected may ask once to have it reconsidered; nothing else."""
    if recusal.is_asked_from_outside and recusal.state == "rejected":
        return "申请人对本决定不服的，可以申请复议一次。复议期间，被申请回避的人员不停止参与本案的办理。"
    return ""
