"""The tree of procuratorates as it is shown and chosen from: nested for pages, indented for select boxes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext_lazy as _

from organs.models import Procuratorate

INDENT = "　"


@dataclass(kw_only=True)
class Node:
    """A procuratorate with those below it."""

    row: Procuratorate
    children: list["Node"] = field(default_factory=list)


def roots(rows: Iterable[Procuratorate]) -> list[Node]:
    """Returns the trees that the rows form; a row whose parent is not among them is a root."""
    nodes = {row.pk: Node(row=row) for row in rows}
    tops = []
    for node in nodes.values():
        above = nodes.get(node.row.parent_id)
        (above.children if above else tops).append(node)
    return tops


def in_order(nodes: list[Node], steps: int = 0) -> Iterable[tuple[Procuratorate, int]]:
    """Yields every procuratorate after the one above it, with how many steps in it stands."""
    for node in nodes:
        yield node.row, steps
        yield from in_order(node.children, steps + 1)


class ProcuratorateField(forms.ModelChoiceField):
    """A choice among procuratorates, each one step in from the one above it."""

    def __init__(self, **options) -> None:
        options.setdefault("empty_label", _("Choose a procuratorate"))
        super().__init__(queryset=Procuratorate.objects.none(), **options)

    def offer(self, rows: Iterable[Procuratorate]) -> None:
        """Sets what may be chosen."""
        rows = list(rows)
        self.queryset = Procuratorate.objects.filter(pk__in=[row.pk for row in rows])
        choices = [(row.pk, f"{INDENT * steps}{row.name}") for row, steps in in_order(roots(rows))]
        empty = [] if self.required and len(choices) == 1 else [("", self.empty_label)]
        self.choices = self.widget.choices = [*empty, *choices]
