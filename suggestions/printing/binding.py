"""Binds printed documents into one file: pages as they are, bookmarks, folio numbers, and one tree of tags for all.

Nothing is set again: a bound page is the page that was printed. Merging pages alone would lose the tags, so the
structure of each file is hung into the first one's as a part of its own. Knows no model.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from suggestions.printing import renderer

#: Empty pages with nothing but their number, to be laid over those of the bundle.
FOLIOS = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>页次</title><style>
@page { @bottom-left { content: none } @bottom-right { content: none } }
@page :right { @top-right { content: "第" counter(page) "页"; text-align: right } }
@page :left { @top-left { content: "第" counter(page) "页"; text-align: left } }
@page { @top-right { font: 10.5pt var(--hei); white-space: nowrap } @top-left { font: 10.5pt var(--hei); white-space: nowrap } }
p { break-after: page; height: 1pt } p:last-child { break-after: auto }
</style></head><body>"""


@dataclass(frozen=True)
class Bound:
    """One document in the bundle: the title of its bookmark and its bytes."""

    title: str
    pdf: bytes


def first_pages(parts: Sequence[Bound]) -> list[int]:
    """Return on which page of the bundle each part begins, counted from 1."""
    begins, page = [], 1
    for part in parts:
        begins.append(page)
        with pikepdf.open(io.BytesIO(part.pdf)) as pdf:
            page += len(pdf.pages)
    return begins


def joined(parts: Sequence[bytes]) -> bytes:
    """Return several documents behind each other as they are, to be printed in one go and kept nowhere."""
    with Pdf.new() as whole:
        for part in parts:
            with Pdf.open(io.BytesIO(part)) as source:
                whole.pages.extend(source.pages)
        written = io.BytesIO()
        whole.save(written)
    return written.getvalue()


def bind(parts: Sequence[Bound], *, title: str) -> bytes:
    """Return one PDF of all parts in order; the first one's catalogue (PDF/A, language, metadata) holds for all.

    The same parts give the same bytes. Raises renderer.TooLong.
    """
    first, *others = parts
    with pikepdf.open(io.BytesIO(first.pdf)) as bundle:
        tree = _Tree(bundle)
        begins = [0]
        for number, part in enumerate(others, start=1):
            with pikepdf.open(io.BytesIO(part.pdf)) as source:
                begins.append(len(bundle.pages))
                tree.hang(source, title=part.title, number=number)
        _bookmarks(bundle, parts, begins)
        _folios(bundle)
        bundle.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        with bundle.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:title"] = title
        bundle.docinfo["/Title"] = title
        target = io.BytesIO()
        bundle.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
        return target.getvalue()


class _Tree:
    """The structure tree of the bundle, into which others are hung."""

    def __init__(self, bundle: Pdf) -> None:
        self._bundle = bundle
        self._root = bundle.Root.StructTreeRoot
        self._document = self._root.K[0] if isinstance(self._root.K, Array) else self._root.K

    def hang(self, source: Pdf, *, title: str, number: int) -> None:
        """Append the pages of a source and its tags, their keys moved behind those that are there."""
        offset = len(self._bundle.pages)
        for page in source.pages:
            page.obj.StructParents = int(page.obj.StructParents) + offset
        self._bundle.pages.extend(source.pages)
        root = self._bundle.copy_foreign(source.Root.StructTreeRoot)
        part = root.K[0] if isinstance(root.K, Array) else root.K
        part.S, part.T, part.P = Name.Part, String(title), self._document
        self._document.K.append(part)
        for element in _elements(part):
            if "/ID" in element:
                element.ID = String(f"{number}-{element.ID}")
            if "/A" in element and "/Headers" in element.A:
                element.A.Headers = Array([String(f"{number}-{header}") for header in element.A.Headers])
        numbers = self._root.ParentTree.Nums
        for key, value in zip(*[iter(root.ParentTree.Nums)] * 2, strict=True):
            numbers.append(int(key) + offset)
            numbers.append(value)


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield a structure element and all below it."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        yield one
        kids = one.get("/K", ())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
                waiting.append(kid)


def _bookmarks(bundle: Pdf, parts: Sequence[Bound], begins: Sequence[int]) -> None:
    with bundle.open_outline() as outline:
        outline.root.clear()
        outline.root.extend(OutlineItem(part.title, begin) for part, begin in zip(parts, begins, strict=True))


def _folios(bundle: Pdf) -> None:
    """Print the page's number in the bundle at its upper outer corner, as an artifact over the page that was printed."""
    stamps = renderer.render(FOLIOS + "<p></p>" * len(bundle.pages), title="页次").pdf
    with pikepdf.open(io.BytesIO(stamps)) as source:
        for number, (page, stamp) in enumerate(zip(bundle.pages, source.pages, strict=True), start=1):
            drawn = bundle.copy_foreign(stamp.as_form_xobject())
            name = page.add_resource(drawn, Name.XObject, Name(f"/Folio{number}"))
            page.contents_add(b"q", prepend=True)
            page.contents_add(b"Q /Artifact <</Type /Pagination>> BDC q " + bytes(name) + b" Do Q EMC")
