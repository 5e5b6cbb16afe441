"""Puts a file's tags right before it is written: what WeasyPrint leaves out of PDF/UA-1 (ISO 14289-1) and ISO 32000-1, 14.8.

Page numbers become artifacts, a paragraph over a page break is one, headers say what they head, pictures where they
stand, and what says nothing has no tag.
"""

import itertools
from collections.abc import Iterator

import pydyf
import weasyprint

#: Elements that mean something even when they are empty.
KEPT_EMPTY = frozenset({"/TD", "/TH"})


def finish(document: weasyprint.Document, pdf: pydyf.PDF) -> None:
    """Correct the tags of a file that is about to be written."""
    _Tags(pdf).correct(document)


class _Tags:
    """The structure tree of one file, as objects that are not written yet."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        root = self._at(pdf.catalog["StructTreeRoot"])
        self._document = self._at(root["K"][0])
        self._parents = self._at(root["ParentTree"])["Nums"][1::2]
        self._pages = [self._at(reference) for reference in pdf.page_references]

    def correct(self, document: weasyprint.Document) -> None:
        """Do all of it."""
        self._join_paragraphs([_body(page) for page in document.pages])
        self._prune(self._document)
        reached = {self._document.number}
        for element in self._below(self._document):
            reached.add(element.number)
            if element["S"] == "/TR":
                self._head(element)
            if element["S"] == "/Figure":
                self._place(element)
        for page, parents in zip(self._pages, self._parents, strict=False):
            loose = {mark for mark, parent in enumerate(parents) if _number(parent) not in reached}
            self._set_aside(page, loose)
            parents[:] = ["null" if mark in loose else parent for mark, parent in enumerate(parents)]

    def _join_paragraphs(self, bodies: list[list[object]]) -> None:
        """Hang what a paragraph says on a new page into its beginning; all of it may then stand on several pages."""
        kids = self._document["K"]
        by_page = [[kid for kid in kids if self._at(kid)["Pg"] == reference] for reference in self._pdf.page_references]
        for number, (before, after) in enumerate(itertools.pairwise(bodies), start=1):
            if not before or not after or before[-1] is not after[0]:
                continue
            beginning, rest = by_page[number - 1][len(before) - 1], by_page[number][0]
            if self._at(rest)["S"] != "/P":
                continue
            for kid in self._at(rest)["K"]:
                self._at(kid)["P"] = beginning
                self._at(beginning)["K"].append(kid)
            kids.remove(rest)
            by_page[number][0] = beginning

    def _prune(self, element: pydyf.Dictionary) -> None:
        kept = []
        for kid in element["K"]:
            if isinstance(kid, bytes) and "K" in (below := self._at(kid)):
                self._prune(below)
                if not below["K"] and below["S"] not in KEPT_EMPTY:
                    continue
            kept.append(kid)
        element["K"][:] = kept

    def _head(self, row: pydyf.Dictionary) -> None:
        """Say of the heads in a row what they head: the row beside them, or the columns where a row holds nothing else."""
        cells = [self._at(kid) for kid in row["K"]]
        heads = [cell for cell in cells if cell["S"] == "/TH"]
        for head in heads:
            head["A"]["Scope"] = "/Column" if len(heads) == len(cells) > 1 else "/Row"

    def _place(self, figure: pydyf.Dictionary) -> None:
        """Give a picture's box in points from the lower left corner of the page, in place of pixels from the upper."""
        left, top, right, bottom = (edge * 0.75 for edge in figure["A"]["BBox"])
        height = self._at(figure["Pg"])["MediaBox"][3]
        figure["A"]["BBox"] = pydyf.Array([left, height - bottom, right, height - top])

    def _set_aside(self, page: pydyf.Dictionary, loose: set[int]) -> None:
        """Mark the content that belongs to no element as what the page brings along: its number."""
        content = self._at(page["Contents"]).stream
        for position, item in enumerate(content):
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") in loose:
                content[position - 1], content[position] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})

    def _below(self, element: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
        for kid in element["K"]:
            if isinstance(kid, bytes) and "K" in (below := self._at(kid)):
                yield below
                yield from self._below(below)

    def _at(self, reference: bytes) -> pydyf.Object:
        return self._pdf.objects[_number(reference)]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _body(page: weasyprint.Page) -> list[object]:
    """Return the elements that the text of a page consists of, in order."""
    root = page._page_box.children[0]
    body = root.children[0] if root.children else root
    return [box.element for box in getattr(body, "children", ())]
