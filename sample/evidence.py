"""Small real files for the sample world: a picture and a one-page PDF, written byte by byte; they show nobody."""

import io
import struct
import zlib

from suggestions.actions.files import Upload

WIDTH, HEIGHT = 96, 64


def photo(name: str) -> Upload:
    """Returns a PNG with stripes of two tones, another one for every name."""
    tone = zlib.crc32(name.encode())
    dark, light = tone & 0x7F, 0x80 | (tone >> 8 & 0x7F)
    rows = b"".join(b"\x00" + bytes(dark if (x + y) // 8 % 2 else light for x in range(WIDTH)) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )
    return Upload(f"{name}.png", io.BytesIO(png), title=name.partition(" ")[0])


def scan(name: str) -> Upload:
    """Returns a PDF of one page that says that it is a sample scan, another one for every name."""
    mark = f"{zlib.crc32(name.encode()):08X}"
    drawn = f"BT /F1 18 Tf 72 760 Td (Sample scan {mark}) Tj ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    pdf, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    pdf += b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(pdf),
    )
    return Upload(f"{name}.pdf", io.BytesIO(pdf), title=name.partition(" ")[0])
