"""What the page of two versions side by side shows, on either side: the choice, the texts, the pages."""

from django.http import QueryDict

from desk.case.versions import pages, printed
from desk.comparison import versions
from suggestions.models import Suggestion
from suggestions.rules import relations


def context(asked: QueryDict, *, suggestion: Suggestion, visibility: relations.Visibility) -> dict[str, object]:
    """Returns the comparison that is asked for; with fewer than two versions only how many there are."""
    found = printed.versions(suggestion, visibility=visibility)
    shown: dict[str, object] = {"suggestion": suggestion, "printed": found}
    if len(found) < 2:
        return shown
    form = printed.VersionsForm(asked, printed=found)
    chosen = form.chosen()
    if chosen is None:
        return shown | {"form": form}
    before, after = chosen
    return shown | {
        "form": form,
        "before": before,
        "after": after,
        "compared": versions.compare(before=before.letter, after=after.letter),
        "pairs": pages.pairs(before, after),
        "left_out": pages.left_out(before, after),
    }
