"""Two versions of a letter as they were printed: page beside page, each a picture that leads to its PDF."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from desk.case.versions.printed import Printed
from suggestions.actions import files
from suggestions.printing import pictures

#: So many pages are drawn to tell which are the same; what is longer is read in its PDF.
MOST = 30


@dataclass(frozen=True, kw_only=True)
class PagePicture:
    """One page of one version. Without `src` it cannot be shown; with a number beyond `pages` there is no such page."""

    version: int
    number: int
    pages: int
    href: str
    src: str = ""
    small: str = ""
    width: int = 0
    height: int = 0

    @property
    def is_there(self) -> bool:
        return self.number <= self.pages


@dataclass(frozen=True, kw_only=True)
class PagePair:
    """The pages of one number of both versions."""

    number: int
    sheets: tuple[PagePicture, PagePicture]
    is_same: bool


def pairs(before: Printed, after: Printed) -> list[PagePair]:
    """Returns the pages side by side, and whether they look the same."""
    longest = min(MOST, max(before.document.pages, after.document.pages))
    drawn = zip(_drawn(before, longest), _drawn(after, longest), strict=True)
    return [
        PagePair(
            number=number,
            sheets=(_sheet(before, number, left), _sheet(after, number, right)),
            is_same=left is not None and left == right,
        )
        for number, (left, right) in enumerate(drawn, start=1)
    ]


def left_out(before: Printed, after: Printed) -> int:
    """Returns how many pages are not shown here."""
    return max(0, max(before.document.pages, after.document.pages) - MOST)


def _drawn(printed: Printed, longest: int) -> Iterator[bytes | None]:
    """Yields the picture of each page; None where the version has no such page, or its file cannot be shown."""
    digest = printed.document.blob_id
    try:
        pdf = files.place(digest).read_bytes()
    except FileNotFoundError:
        pdf = b""
    for number in range(1, longest + 1):
        try:
            yield pictures.page(pdf, sha256=digest, number=number) if number <= printed.document.pages else None
        except pictures.NoPicture:
            yield None


def _sheet(printed: Printed, number: int, png: bytes | None) -> PagePicture:
    document = printed.document
    values = {
        "version": printed.number,
        "number": number,
        "pages": document.pages,
        "href": reverse("document", args=[document.pk]) + f"#page={number}",
    }
    if png is None:
        return PagePicture(**values)
    width, height = pictures.size(png)
    src = reverse("document-page", args=[document.pk, number])
    return PagePicture(**values, src=src, small=f"{src}?width={pictures.SMALL}", width=width, height=height)
