"""A draw as its pages show it: the plan in words, the strata with their shares, the cases, and what became of each look-back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk.components import Badge, Pair
from followups.draws.draw_frame import UNJUDGED, DrawFrame
from followups.models import Draw, DrawnCase, Evaluation, Exclusion, Finding, Found, LookBack, QualityReview
from followups.rules import review_sheet
from followups.rules.draw_strata import MARKS
from followups.rules.look_back_terms import RISK_LABELS
from followups.rules.review_sheet import GOOD, GRADES, Agreement
from organs.models import Procuratorate
from organs.words import Words, labelled, listed
from suggestions.models import Suggestion
from suggestions.rules.kinds import TYPE_LABELS
from suggestions.rules.states import MEASURE, QUALITY_REVIEW

ALL = gettext_lazy("All cases")
# The first that occurs among the findings of a look-back is what became of the case.
WORST = (Found.REBOUNDED, Found.PARTLY, Found.UNJUDGED, Found.HOLDING)
ICONS = {Found.REBOUNDED: "back", Found.PARTLY: "back", Found.UNJUDGED: "open", Found.HOLDING: "done"}


@dataclass(frozen=True, kw_only=True)
class StratumRow:
    """One stratum: how many cases it holds and how many of them are drawn; None where the size asked for cannot be."""

    label: Words
    size: int
    share: int | None


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One case of a draw, or of the frame before it."""

    suggestion: Suggestion
    stratum: Words
    why: Words = ""
    typed: str = ""
    rank: int | None = None
    sha256: str = ""
    became: Badge | None = None
    quality: Badge | None = None
    looked_on: date | None = None


def plan_pairs(draw: Draw) -> list[Pair]:
    """Returns in words what the frame was made of and how the seed came about."""
    days = ngettext("the last %(count)d day", "the last %(count)d days", draw.recent_days) % {"count": draw.recent_days}
    return [
        Pair(label=_("From where"), value=reach_words(draw)),
        Pair(label=_("Closed"), value=f"{draw.closed_from.isoformat()} – {draw.closed_to.isoformat()}"),
        Pair(label=_("Types"), value=listed(TYPE_LABELS[key] for key in draw.types)),
        Pair(
            label=_("With a measure that is"),
            value=listed(MEASURE[state].label for state in draw.states),
        ),
        Pair(label=_("Left out as looked back at lately"), value=days),
        Pair(label=_("Strata"), value=listed(MARKS[name] for name in draw.strata) or str(ALL)),
        Pair(label=_("Cases to draw"), value=str(draw.size)),
        Pair(label=_("Look back by"), value=draw.look_back_on.isoformat()),
        Pair(label=_("Seed"), value=draw.seed),
        Pair(label=_("Where the seed comes from"), value=draw.seed_from or _("made by the system when it was drawn")),
        Pair(label=_("Algorithm"), value=draw.algorithm),
        Pair(label=_("Digest of the draw"), value=draw.digest),
    ]


def reach_words(draw: Draw) -> str:
    """Returns from where it was drawn: a department, a procuratorate, or one with all below it."""
    place = draw.procuratorate.name
    if draw.department:
        return f"{place} · {draw.department.name}"
    return _("%(place)s and all below it") % {"place": place} if draw.with_below else place


class StratumWords:
    """Says the names of strata in words; reads the names of the procuratorates once."""

    def __init__(self, *, strata: Iterable[str], names: Iterable[str]) -> None:
        self.marks = tuple(strata)
        codes = {
            part for name in names for mark, part in zip(self.marks, name.split("/"), strict=False) if mark == "county"
        }
        self.places = dict(Procuratorate.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}

    def of(self, name: str) -> Words:
        if not self.marks:
            return ALL
        parts = zip(self.marks, name.split("/"), strict=True)
        return " · ".join(str(self._word(mark, part)) for mark, part in parts)

    def _word(self, mark: str, part: str) -> Words:
        if mark == "type":
            return TYPE_LABELS[part]
        if mark == "risk":
            return _("risk not judged") if part == UNJUDGED else RISK_LABELS[part]
        return self.places.get(part, part)


def why(exclusion: str, because: str) -> str:
    """Returns why a case is left out: the reason, or the day that speaks against it."""
    if not exclusion:
        return ""
    return labelled(Exclusion(exclusion).label, because)


def of_frame(frame: DrawFrame, share: Mapping[str, int]) -> dict[str, object]:
    """Returns the preview of a draw: strata with their shares, the cases in the frame and those left out."""
    words = StratumWords(strata=frame.plan.strata, names=frame.sizes)
    sizes = frame.sizes
    left_out = [
        CaseRow(
            suggestion=case.suggestion,
            stratum=words.of(case.stratum),
            why=why(case.exclusion, case.because),
            typed=case.because if case.exclusion == Exclusion.BY_HAND else "",
        )
        for case in frame.left_out
    ]
    return {
        "strata": [StratumRow(label=words.of(name), size=sizes[name], share=share.get(name)) for name in sorted(sizes)],
        "within": [CaseRow(suggestion=case.suggestion, stratum=words.of(case.stratum)) for case in frame.within],
        "left_out": left_out,
        "total": len(frame.cases),
    }


def of_draw(draw: Draw) -> dict[str, object]:
    """Returns a draw as it was made, and what became of each look-back so far."""
    cases = list(_loaded(draw))
    words = StratumWords(strata=draw.strata, names={case.stratum for case in cases})
    rows = {case.pk: _row(case, words) for case in cases}
    within = [case for case in cases if not case.exclusion]
    drawn = [case for case in within if case.standing == "drawn"]
    sizes, shares = Counter(case.stratum for case in within), Counter(case.stratum for case in drawn)
    return {
        "draw": draw,
        "pairs": plan_pairs(draw),
        "strata": [StratumRow(label=words.of(name), size=sizes[name], share=shares[name]) for name in sorted(sizes)],
        "drawn": [rows[case.pk] for case in drawn],
        "not_drawn": [rows[case.pk] for case in within if case.standing != "drawn"],
        "left_out": [rows[case.pk] for case in cases if case.exclusion],
        "became": became_words(rows[case.pk] for case in drawn),
        "agreement": agreement_of(drawn),
        "evaluations": Evaluation.objects.filter(draw=draw).select_related("recorded_by"),
        "total": len(cases),
    }


def _loaded(draw: Draw) -> Iterable[DrawnCase]:
    since = LookBack.objects.filter(recorded_at__gt=draw.drawn_at).order_by("id")
    look_backs = Prefetch("suggestion__look_backs", since.prefetch_related("findings"), to_attr="looked_since")
    rows = draw.cases.select_related(
        "suggestion__unit", "suggestion__procuratorate", "suggestion__letter", "quality_review"
    )
    return rows.prefetch_related(look_backs, "quality_review__sheets")


def _row(case: DrawnCase, words: StratumWords) -> CaseRow:
    first = next(iter(case.suggestion.looked_since), None)
    return CaseRow(
        suggestion=case.suggestion,
        stratum=words.of(case.stratum),
        why=why(case.exclusion, case.because),
        rank=case.rank,
        sha256=case.sha256,
        became=_became(first),
        looked_on=first.looked_on if first else None,
        quality=_quality(getattr(case, "quality_review", None)),
    )


def _quality(review: QualityReview | None) -> Badge:
    """Returns how far the review of the letter's quality is, and the worst grade once it has ended."""
    if review is None:
        return Badge(text=_("Not reviewed"), icon="open")
    if not review.grades:
        return Badge(text=review.state_label, icon=QUALITY_REVIEW[review.state].icon)
    grade = next(grade for grade in review_sheet.WORST_FIRST if grade in review.grades.values())
    return Badge(text=GRADES[grade], icon="done" if grade == GOOD else "back")


def agreement_of(cases: Iterable[DrawnCase]) -> list[Agreement]:
    """Returns how far the two reviewers of each case agree, over all cases of which both have spoken."""
    reviews = (getattr(case, "quality_review", None) for case in cases)
    sheets = (
        [sheet.grades for sheet in review.sheets.all()] for review in reviews if review and review.state != "assigned"
    )
    return review_sheet.agreement((first, second) for first, second in sheets)


def _became(look_back: LookBack | None) -> Badge:
    found = worst(look_back.findings.all()) if look_back else None
    if found is None:
        return Badge(text=_("Not looked back at yet"), icon="wait")
    return Badge(text=found.label, icon=ICONS[found], tone="strong" if found == Found.REBOUNDED else "")


def worst(findings: Iterable[Finding]) -> Found | None:
    """Returns what a look-back found of the whole case: a rebound of one measure is a rebound."""
    found = {finding.found for finding in findings}
    return next((each for each in WORST if each in found), None)


def became_words(rows: Iterable[CaseRow]) -> list[tuple[str, int]]:
    """Returns how many of the drawn cases stand where, in the order of their words."""
    return sorted(Counter(str(row.became.text) for row in rows).items())
