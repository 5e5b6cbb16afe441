"""One of each kind of document as a file for the archive: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), by pikepdf.

No validator is at hand; docs/documents.md says what this looks at and what nobody confirmed.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pikepdf
import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from suggestions.printing import typesetting
from suggestions.printing.characters import ForbiddenCharacter
from suggestions.printing.sheets import Sheet

from . import sample_sheets

pytestmark = pytest.mark.slow

AT = datetime(2026, 3, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
SPACES = {
    "rdf": RDF[1:-1],
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
LONG = {
    "mixed, red head": sample_sheets.mixed_letter(seed=21, paragraphs=10, frame=sample_sheets.RED),
    "mixed": sample_sheets.mixed_letter(seed=22, paragraphs=10),
}
SHEETS = sample_sheets.EVERY_SHEET | LONG | {"sealed": sample_sheets.letter(frame=sample_sheets.SEALED)}


@cache
def printed(name: str) -> bytes:
    return typesetting.print_sheet(SHEETS[name], dated=AT, seals=sample_sheets.seals()).pdf


@pytest.fixture(params=SHEETS)
def sheet(request: pytest.FixtureRequest) -> Sheet:
    found: Sheet = SHEETS[request.param]
    return found


@pytest.fixture
def pdf(request: pytest.FixtureRequest, sheet: Sheet) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(printed(request.node.callspec.params["sheet"]))) as opened:
        yield opened


def elements(element: Any) -> Iterator[Any]:
    """An element of the structure and all below it, in the order in which they are read."""
    yield element
    for kid in kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from elements(kid)


def kids(element: Any) -> list[Any]:
    found = element.get("/K", [])
    return list(found) if isinstance(found, Array) else [found]


def marks(element: Any) -> Iterator[tuple[Any, int]]:
    """Each piece of content with its page, in the order in which it is read."""
    for kid in kids(element):
        if isinstance(kid, Dictionary):
            if "/S" in kid:
                yield from marks(kid)
        else:
            yield element.Pg.objgen, int(kid)


def xmp(pdf: pikepdf.Pdf) -> ElementTree.Element:
    packet = pdf.Root.Metadata.read_bytes()
    assert packet.count(b"<rdf:RDF") == 1
    return ElementTree.fromstring(packet.partition(b"?>")[2].rpartition(b"<?xpacket")[0])


def said(tree: ElementTree.Element, name: str) -> str | None:
    """A property of the XMP packet, written as an element or as an attribute."""
    space, _colon, local = name.partition(":")
    full = f"{{{SPACES[space]}}}{local}"
    for description in tree.iter(f"{RDF}Description"):
        if full in description.attrib:
            return description.attrib[full]
        if (found := description.find(full)) is not None:
            item = found.find(f".//{RDF}li")
            return found.text if item is None else item.text
    return None


def instructions(page: Any) -> list[Any]:
    return list(pikepdf.parse_content_stream(page))


@pytest.mark.slow
def test_the_file_says_that_it_is_for_the_archive_and_for_everybody(pdf: pikepdf.Pdf) -> None:
    assert pdf.pdf_version == "1.7"
    assert not pdf.is_encrypted
    assert pdf.check_pdf_syntax() == [] if hasattr(pdf, "check_pdf_syntax") else pdf.check() == []
    [intent] = pdf.Root.OutputIntents
    assert intent.S == Name.GTS_PDFA1
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
    assert str(pdf.Root.Lang) == "zh-CN"
    assert pdf.Root.MarkInfo.Marked is True
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert all(page.Tabs == Name.S for page in pdf.pages)
    tree = xmp(pdf)
    assert (said(tree, "pdfaid:part"), said(tree, "pdfaid:conformance")) == ("3", "A")
    assert said(tree, "pdfuaid:part") == "1"
    assert tree.findtext(f".//{{{SPACES['pdfaSchema']}}}namespaceURI") == SPACES["pdfuaid"]
    assert tree.findtext(f".//{{{SPACES['pdfaProperty']}}}name") == "part"


@pytest.mark.slow
def test_what_the_file_says_of_itself_is_the_same_in_both_places(pdf: pikepdf.Pdf, sheet: Sheet) -> None:
    tree, own = xmp(pdf), pdf.docinfo
    assert said(tree, "dc:title") == str(own["/Title"]) == typesetting.document_title(sheet)
    assert said(tree, "pdf:Keywords") == str(own["/Keywords"])
    assert said(tree, "pdf:Producer") == str(own["/Producer"])
    assert said(tree, "xmp:CreateDate") == said(tree, "xmp:ModifyDate") == AT.isoformat()
    assert str(own["/CreationDate"]) == str(own["/ModDate"]) == "D:20260301093000+08'00"


@pytest.mark.slow
def test_every_face_is_embedded_and_every_glyph_says_its_character(pdf: pikepdf.Pdf) -> None:
    fonts = [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Type") == Name.Font]
    composed = [font for font in fonts if font.Subtype == Name.Type0]
    assert composed
    for font in composed:
        assert font.Encoding == Name("/Identity-H")
        assert b"beginbfchar" in font.ToUnicode.read_bytes() or b"beginbfrange" in font.ToUnicode.read_bytes()
        [own] = font.DescendantFonts
        assert "/FontFile2" in own.FontDescriptor or "/FontFile3" in own.FontDescriptor
        assert own.Subtype != Name.CIDFontType2 or "/CIDToGIDMap" in own


@pytest.mark.slow
def test_nothing_in_the_file_acts_reaches_out_or_shines_through(pdf: pikepdf.Pdf) -> None:
    forbidden = {"/JS", "/JavaScript", "/AA", "/OpenAction", "/Launch", "/URI", "/GoToR", "/F", "/EF", "/Encrypt"}
    for one in pdf.objects:
        if isinstance(one, Dictionary | Stream):
            assert not forbidden & set(one.keys())
            assert one.get("/Type") not in {Name.Filespec, Name.Annot}
    for page in pdf.pages:
        assert "/Group" not in page
        for state in page.Resources.get("/ExtGState", {}).values():
            assert {float(state.get(name, 1)) for name in ("/ca", "/CA")} == {1.0}
            assert state.get("/SMask", Name("/None")) == Name("/None")
            assert state.get("/BM", Name.Normal) == Name.Normal


@pytest.mark.slow
def test_the_structure_is_that_of_a_document(pdf: pikepdf.Pdf, sheet: Sheet) -> None:
    root = pdf.Root.StructTreeRoot
    [document] = kids(root)
    assert str(document.S) == "/Document"
    found = [str(element.S)[1:] for element in elements(document)]
    assert found.count("Document") == 1
    assert found.count("H1") == 1
    headings = [name for name in found if re.fullmatch(r"H\d", name)]
    assert headings[0] == "H1"
    assert set(headings) <= {"H1", "H2"}
    assert headings.count("H2") == sum(block.style == "heading" for block in sheet.blocks)
    for element in elements(document):
        assert kids(element) or element.S in {Name.TD, Name.TH}
        for kid in kids(element):
            if isinstance(kid, Dictionary):
                assert kid.P.objgen == element.objgen


@pytest.mark.slow
def test_cells_are_linked_to_what_heads_them(pdf: pikepdf.Pdf) -> None:
    [document] = kids(pdf.Root.StructTreeRoot)
    has_columns = False
    for row in (element for element in elements(document) if element.S == Name.TR):
        head, *cells = kids(row)
        if all(cell.S == Name.TH for cell in (head, *cells)) and cells:
            assert all(cell.A.Scope == Name.Column for cell in (head, *cells))
            has_columns = True
        elif head.S == Name.TH:
            assert head.A.Scope == Name.Row
            assert [str(header) for cell in cells for header in cell.A.Headers] == [str(head.ID)] * len(cells)
        else:
            assert has_columns and all(cell.S == Name.TD for cell in (head, *cells))


@pytest.mark.slow
def test_the_seal_has_words_and_a_place(pdf: pikepdf.Pdf, sheet: Sheet) -> None:
    [document] = kids(pdf.Root.StructTreeRoot)
    pictures = [element for element in elements(document) if str(element.S) == "/Figure"]
    assert len(pictures) == bool(sheet.frame.seal)
    for picture in pictures:
        assert str(picture.Alt) == f"{sheet.frame.author}印章"
        left, low, right, top = map(float, picture.A.BBox)
        assert right - left == pytest.approx(42 / 25.4 * 72, abs=0.1)
        assert top - low == pytest.approx(right - left, abs=0.1)
        assert 0 < low < top < float(picture.Pg.MediaBox[3])


@pytest.mark.slow
def test_every_content_is_marked_and_belongs_to_one_element_or_is_an_artifact(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.StructTreeRoot
    numbers = dict(zip(*[iter(root.ParentTree.Nums)] * 2, strict=True))
    [document] = kids(root)
    owned = list(marks(document))
    assert len(set(owned)) == len(owned)
    in_content = set()
    for page in pdf.pages:
        parents, depth, artifacts = list(numbers[int(page.StructParents)]), [], 0
        for operands, operator in instructions(page):
            name = str(operator)
            if name in {"BMC", "BDC"}:
                depth.append(str(operands[0]))
                artifacts += operands[0] == Name.Artifact
                if len(operands) > 1 and "/MCID" in operands[1]:
                    mark = int(operands[1].MCID)
                    in_content.add((page.objgen, mark))
                    assert mark in [int(kid) for kid in kids(parents[mark]) if not isinstance(kid, Dictionary)]
            elif name == "EMC":
                depth.pop()
            elif name in {"TJ", "Tj", "f", "f*", "S", "Do", "B"}:
                assert depth, f"{name} is not marked"
        assert artifacts >= 1
        assert not depth
    assert in_content == set(owned)


@pytest.mark.slow
def test_page_numbers_are_artifacts(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        paginations = [
            operands
            for operands, operator in instructions(page)
            if str(operator) == "BDC" and len(operands) > 1 and operands[1].get("/Type") == Name.Pagination
        ]
        assert len(paginations) == 1
        assert paginations[0][0] == Name.Artifact


def tagged_text(raw: bytes) -> str:
    """The text of a file in the order of its structure, as a screen reader reads it."""
    reader = pypdf.PdfReader(io.BytesIO(raw))
    by_mark: dict[tuple[int, int], str] = {}
    for page in reader.pages:
        number, current = page.indirect_reference.idnum, [-1]

        def before(operator: bytes, operands: Any, _cm: Any, _tm: Any, current: list[int] = current) -> None:
            if operator == b"BDC":
                current[0] = int(operands[1].get("/MCID", -1)) if isinstance(operands[1], dict) else -1
            elif operator == b"BMC":
                current[0] = -1

        def text(found: str, *_where: Any, number: int = number, current: list[int] = current) -> None:
            by_mark[number, current[0]] = by_mark.get((number, current[0]), "") + found

        page.extract_text(visitor_operand_before=before, visitor_text=text)
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        [document] = kids(pdf.Root.StructTreeRoot)
        return "".join("".join(by_mark.get((page[0], mark), "").split()) for page, mark in marks(document))


def reading_order(sheet: Sheet) -> list[str]:
    """What the document says, in the order of its template."""
    frame = sheet.frame
    number = [sheet.number] if any(place.name == "文号" for place in sheet.places) else []
    if frame.red_mark:
        head = [*frame.marks, frame.red_mark, *number, sheet.title]
    else:
        head = [*frame.marks, frame.author, sheet.title, *number]
    said = [*head, sheet.note]
    for block in sheet.blocks:
        match block.style:
            case "attachments":
                said.extend(sheet.attachments)
            case "signature":
                said.extend([frame.author, sheet.signed_on])
            case "colophon":
                said.extend([*sheet.copies, frame.printing_office])
            case _:
                said.extend([block.label, block.text])
    return ["".join(text.split()) for text in said if text]


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in SHEETS if not name.startswith("mixed")])
def test_the_text_is_read_in_the_order_of_the_template(name: str) -> None:
    found, position = tagged_text(printed(name)), 0
    for text in reading_order(SHEETS[name]):
        assert text in found[position:], (text, found[position : position + 80])
        position = found.index(text, position) + len(text)
    assert not re.search("—[0-9]+—", found)


def test_a_paragraph_over_a_page_break_is_one_element() -> None:
    with pikepdf.open(io.BytesIO(printed("mixed"))) as pdf:
        [document] = kids(pdf.Root.StructTreeRoot)
        paragraphs = [element for element in elements(document) if element.S == Name.P]
        over = [one for one in paragraphs if len({page for page, _mark in marks(one)}) == 2]
        assert over
        texts = [block for block in SHEETS["mixed"].blocks if block.style == "paragraph"]
        flush = [block for block in SHEETS["mixed"].blocks if block.style == "flush"]
        top_level = [kid for kid in kids(document) if kid.S == Name.P]
        name_and_number = 2
        assert len(top_level) == len(texts) + len(flush) + name_and_number


@pytest.mark.slow
@pytest.mark.parametrize("character", ["\x00", "\x07", "\u202e", "\ufffe", "\ud800"])
@pytest.mark.parametrize("name", sample_sheets.EVERY_SHEET)
def test_a_control_character_in_any_field_of_any_kind_is_refused_with_its_place(name: str, character: str) -> None:
    sheet = sample_sheets.EVERY_SHEET[name]
    labels = {place.name: str(place.label) for place in sheet.places}
    for fact, value in sheet.facts.items():
        if not value:
            continue
        spoilt = replace(sheet, facts={**sheet.facts, fact: spoil(value, character)})
        with pytest.raises(ForbiddenCharacter) as refusal:
            typesetting.html(spoilt)
        assert refusal.value.place.startswith(labels[fact])
    for part in ("author", "red_mark", "printing_office"):
        if text := getattr(sheet.frame, part):
            with pytest.raises(ForbiddenCharacter):
                typesetting.html(replace(sheet, frame=replace(sheet.frame, **{part: text + character})))


def spoil(value: Any, character: str) -> Any:
    if isinstance(value, str):
        return value[:1] + character + value[1:]
    *others, last = value
    return [
        *others,
        last + character if isinstance(last, str) else {key: text + character for key, text in last.items()},
    ]
