"""What people do not type and attackers do: values, files, places in an address, each named by what is odd about it."""

import base64
import json
from random import Random

LONE = "\\ud800"  # in JSON a surrogate without its other half

TEXTS: dict[str, str] = {
    "empty": "",
    "blank": " \t\r\n ",
    "NUL": "\x00",
    "NUL inside": "a\x00b",
    "long": "a" * 20_001,
    "long Chinese": "字" * 10_001,
    "without a break": "字" * 3_000,
    "many lines": "行\n" * 2_000,
    "markup": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "template": "{{ 7*7 }}{% debug %}{文号}{建议.内容}{",
    "percent": "%s%n%(x)d%%",
    "SQL": "'; DROP TABLE suggestions_event; --",
    "path": "../../../../etc/passwd",
    "line breaks": "a\r\nSet-Cookie: b=c\r\n\r\nd",
    "line separators": "a\u2028b\u2029c\x85d\x0be\x0cf",
    "bidi": "a\u202egpj.exe\u202c\u2066b\u2069",
    "invisible": "\u200b\u200d\ufeff\u00ad\u2060",
    "combining": "a" + "\u0301" * 500,
    "outside the plane": "💥𠮷🏴\U000e0067\U000e007f",
    "not a character": "\ufffe\uffff\U0010ffff",
    "control": "".join(map(chr, range(1, 32))),
    "formula": "=1+1",
    "formula plus": "+cmd|' /C calc'!A0",
    "formula at": "@SUM(1)",
    "formula full-width": "＝ＨＹＰＥＲＬＩＮＫ（1）",
    "negative": "-1",
    "zero": "0",
    "fraction": "1.5",
    "exponent": "1e309",
    "not a number": "NaN",
    "infinite": "Infinity",
    "superscript": "²",
    "Arabic digit": "٣",
    "full-width digit": "３",
    "Roman digit": "Ⅷ",
    "underscored": "1_000",
    "signed": "+1",
    "int 32": str(2**31),
    "int 64": str(2**63),
    "int 64 less": str(-(2**63) - 1),
    "many digits": "9" * 5_000,
    "zeros before": "0" * 200 + "1",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "after the last day": "10000-01-01",
    "no such day": "2026-02-30",
    "no such month": "2026-13-01",
    "day before Christ": "-0001-01-01",
    "day in Arabic": "٢٠٢٦-٠١-٠١",
    "day of a week": "2026-W10-1",
    "moment": "2026-03-02T10:00:00+08:00",
    "midnight that is not": "24:00",
    "address": "javascript:alert(1)",
    "other site": "https://example.org//\\example.org",
    "e-mail": "a@b@c",
    "e-mail with lines": "a@example.org\nBcc: b@example.org",
    "part": "measures:up:²",
    "part far": "measures:up:999999999999999999999",
    "part negative": "measures:remove:-1",
    "part of nothing": "x:y:z:::",
    "part NUL": "measures:down:\x00",
    "true": "true",
    "null": "null",
    "array": "[]",
    "object": "{}",
    "array infinite": "[Infinity]",
    "array not a number": "[NaN, -Infinity, 1e400]",
    "array of surrogate": f'["{LONE}"]',
    "array of NUL": '["\\u0000"]',
    "object nested": json.dumps({"a": [{"b": [1, {"c": None}]}]}),
    "deep": "[" * 5_000,
    "deep and closed": "[" * 5_000 + "]" * 5_000,
    "deep objects": '{"a":' * 3_000 + "1" + "}" * 3_000,
    "huge number in JSON": "[" + "9" * 5_000 + "]",
    "marks": '[[[1,2],[3,Infinity]],[["²"]]]',
    "marks as object": '{"page": "²", "points": [[NaN, 1]], "text": "\\ud800"}',
    "same key twice": '{"a": 1, "a": []}',
}

# Places in a list are carried in addresses as JSON in base64.
TEXTS |= {
    f"mark of {name}": base64.urlsafe_b64encode(value.encode()).decode().rstrip("=")
    for name, value in {
        "infinite": "[Infinity]",
        "two infinite": "[NaN, Infinity]",
        "surrogate": f'["{LONE}", 1]',
        "NUL": '["\\u0000", 1]',
        "digits": "[" + "9" * 5_000 + ", 1]",
        "int 64": f"[{2**64}, {2**64}]",
        "day and digits": f'["2026-03-02", {10**30}]',
        "day 0": '["0000-00-00", 1]',
        "nothing": "[null, null]",
        "objects": "[{}, []]",
        "true": "[true, false]",
        "deep": "[" * 5_000 + "]" * 5_000,
        "object": "{}",
        "number": "1",
        "empty": "",
        "not JSON": "[1,",
    }.items()
}
DIGITS = ("²", "٣", "３", "-1", "0", "99999", "9" * 20, "9" * 5_000, "", "1e9", "0x1")
NUMBERS = [name for name, value in TEXTS.items() if any(each.isdigit() for each in value) and "[" not in value]
DAYS = [name for name in TEXTS if "day" in name or "month" in name or name in {"moment", "many digits", "NUL", "blank"}]
NESTED = [name for name, value in TEXTS.items() if value[:1] in {"[", "{"}]
# Which texts fit a field of a type best; half of the time any text is tried.
FITTING = {"date": DAYS, "number": NUMBERS, "hidden": [*NESTED, *NUMBERS], "select": NUMBERS, "radio": NUMBERS}

PLACES: dict[str, str] = {
    "zero": "0",
    "int 32": str(2**31),
    "int 64": str(2**63),
    "many digits": "9" * 5_000,
    "Arabic digit": "٣",
    "superscript": "²",
    "negative": "-1",
    "NUL": "%00",
    "broken UTF-8": "%FF%FE",
    "lone surrogate": "%ED%A0%80",
    "path": "..%2F..%2Fetc",
    "long": "a" * 3_000,
    "markup": "%3Cscript%3E",
    "none": "none",
    "bidi": "%E2%80%AE",
}

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
FILES: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.png", b"", "image/png"),
    "picture": ("现场.png", PNG, "image/png"),
    "picture cut": ("a.png", PNG[:40], "image/png"),
    "picture of no size": ("a.png", PNG[:16] + b"\0" * 8 + PNG[24:], "image/png"),
    "JPEG head": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
    "TIFF without dimensions": ("a.tif", b"II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00", "image/tiff"),
    "GIF": ("a.gif", b"GIF89a\xff\xff\xff\xff\x00\x00\x00;", "image/gif"),
    "SVG": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/svg+xml"),
    "PDF cut": ("a.pdf", b"%PDF-1.7\n1 0 obj\n<<", "application/pdf"),
    "PDF without pages": (
        "a.pdf",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF",
        "application/pdf",
    ),
    "ZIP cut": ("a.xlsx", b"PK\x03\x04\x14\x00", "application/zip"),
    "ZIP empty": ("a.docx", b"PK\x05\x06" + b"\0" * 18, "application/vnd.ms-word"),
    "OLE": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504, "application/msword"),
    "video": ("a.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\0" * 12, "video/mp4"),
    "text": ("a.txt", "字".encode() * 100, "text/plain"),
    "page": ("a.html", b"<script>alert(1)</script>", "text/html"),
    "program": ("a.png", b"MZ" + b"\0" * 100, "image/png"),
    "name with a path": ("..\\..\\a/../b.png", PNG, "image/png"),
    "name with NUL": ("a\x00.png", PNG, "image/png"),
    "name with lines": ("a\r\nb.png", PNG, "image/png"),
    "long name": ("字" * 500 + ".png", PNG, "image/png"),
    "bidi name": ("a\u202egnp.exe", PNG, "image/png"),
    "no name": ("", PNG, "image/png"),
    "type of nothing": ("a.png", PNG, "²/\x01"),
}

HEADERS: dict[str, dict[str, str]] = {
    "language": {"HTTP_ACCEPT_LANGUAGE": "²;q=NaN, zh-hans;q=1e999, " + "x-" * 200},
    "referrer": {"HTTP_REFERER": "https://example.org/\u202e?" + "a" * 3_000},
    "htmx": {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "\u202e'\"", "HTTP_HX_CURRENT_URL": "²"},
    "range": {"HTTP_RANGE": "bytes=-1,9999999999999999999999-,²"},
    "since": {
        "HTTP_IF_MODIFIED_SINCE": "Fri, 32 Foo 99999 25:61:61 ²",
        "HTTP_IF_NONE_MATCH": '"',
        "HTTP_IF_MATCH": "*",
    },
    "forwarded": {"HTTP_X_FORWARDED_FOR": "²,\u202e, 999.1.1.1", "HTTP_X_FORWARDED_PROTO": "https,http"},
    "accept": {"HTTP_ACCEPT": "*/²;q=9e999", "HTTP_ACCEPT_ENCODING": "br;q=NaN"},
    "cookie": {"HTTP_COOKIE": "django_language=\xb2; sessionid=%00; csrftoken=\xe2\x80\xae; messages=[[1,]"},
}


def pick[Value](random: Random, values: dict[str, Value]) -> tuple[str, Value]:
    """Returns one of the odd things, with what is odd about it."""
    name = random.choice(list(values))
    return name, values[name]


def text_for(random: Random, kind: str) -> tuple[str, str]:
    """Returns an odd text for a field of a type, with what is odd about it."""
    fitting = FITTING.get(kind)
    name = random.choice(fitting) if fitting and random.random() < 0.5 else random.choice(list(TEXTS))
    return name, TEXTS[name]
