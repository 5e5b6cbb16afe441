"""Sheets to print: letters made of the Mulei case, and one of each kind whose every fact says its own name."""

import io
import random
from dataclasses import replace

from PIL import Image, ImageDraw

from followups.documents.document_kinds import KINDS
from sample.letters import LETTERS
from suggestions.documents import composing
from suggestions.documents.document_kinds import LETTER
from suggestions.documents.document_shape import DocumentFact, DocumentKind
from suggestions.printing.filling import Value
from suggestions.printing.sheets import Sheet, SheetFrame

ORGAN = "木垒哈萨克自治县人民检察院"
UNIT = "木垒哈萨克自治县市场监督管理局"
NUMBER = "木检行公建〔2019〕3号"
SENTENCE = "经查，2019年10月至11月间，该局对县城8家门店（含流动摊点3处）未按《食品安全法》第一百一十条的规定开展检查，"

MULEI: dict[str, Value] = {
    "检察院": ORGAN,
    "建议书名称": "检察建议书",
    "建议名称": "检察建议",
    "文号": NUMBER,
    "抬头单位": UNIT,
    "案件或者问题的来源": "本院根据群众反映，发现部分门店出售的生鲜乳变质，于2019年11月1日决定立案。",
    "查明的事实和证据": "现查明：县城8家生鲜乳门店普遍以普通塑料桶反复盛装鲜乳。\n以上事实，有现场勘验笔录、照片等证据证实。",
    "违法情形或者应当消除的隐患": "本院认为，你局负有食品销售环节的监督管理职责，销售环节监管缺位，社会公共利益受到侵害。",
    "称谓": "你单位",
    "送达用语": "送达",
    "提出建议的法律依据": "",
    "建议": [
        {
            "内容": "依法履行监管职责，查处违规销售生鲜乳的商户；",
            "依据": "《中华人民共和国食品安全法》第六条",
            "完成标准": "",
        },
        {"内容": "加强食品安全教育，提高商户的食品安全意识。", "依据": "", "完成标准": ""},
    ],
    "异议告知": "如有异议，请自收到之日起十日内书面提出。",
    "回复要求": "请自收到本检察建议书之日起两个月内依法履行职责，并将办理情况书面回复本院。",
    "其他事项": "本院将跟进监督。",
    "联系人": "承办检察官甲，公益诉讼检察部门",
    "致送语": "",
    "致送单位": "",
    "附件": ["现场勘验笔录", "照片8张"],
    "抄送": ["木垒哈萨克自治县人民政府", "昌吉回族自治州市场监督管理局"],
    "变更说明": "",
    "落款日期": "2019年11月11日",
}


def letter(*, frame: SheetFrame | None = None, **facts: Value) -> Sheet:
    """Return the letter of the Mulei case; a keyword stands in for one of its facts."""
    return Sheet(
        heading=LETTER.heading,
        text=composing.text_that_came_along("letter"),
        places=LETTER.places,
        facts=MULEI | facts,
        frame=frame or SheetFrame(author=ORGAN),
    )


def letter_to_court(*, text: str = "letter_to_court", **facts: Value) -> Sheet:
    """Return a letter that ends with the court that it is sent to."""
    court = {"抬头单位": "", "称谓": "你院", "致送语": "此致", "致送单位": "木垒哈萨克自治县人民法院", "异议告知": ""}
    return replace(letter(**(court | facts)), text=composing.text_that_came_along(text))


def seals() -> dict[str, bytes]:
    """Return the picture under the digest that the frames name."""
    return {"a" * 64: seal()}


def seal() -> bytes:
    """Return the picture of a seal: a ring on nothing, as it comes from a scanner that left the paper out."""
    picture = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((0, 0, 399, 399), outline=(208, 0, 0, 255), width=12)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


RED = SheetFrame(
    author=ORGAN, red_mark=ORGAN, printing_office=f"{ORGAN}办公室", marks=("工作秘密", "加急"), seal="a" * 64
)
SEALED = SheetFrame(author=ORGAN, seal="a" * 64)
#: Each kind of stretch that a line may have to break around.
STRETCHES = (
    "经查，该局未按《中华人民共和国食品安全法》第一百一十条的规定开展监督检查",
    "“三张图”“一本账”‘双随机’（含流动摊点3处〔2019〕）",
    "2019年10月至11月间共计12345678.90元，占比98.5%",
    "https://www.example.gov.cn/jcjy/2019/11/index.html?id=20191111&type=notice#attachment",
    "整改——即查即改……直至销号",
    "PM2.5、COD、NH3-N与Xinjiang Ümit Dairy Co., Ltd.的检测报告",
    "（一）责任不清；（二）制度不全；1.台账缺失；（1）未登记",
    "赵䶮、李𠅤、孙喆",
    "【附表】〔〕［］｛｝〈〉「」『』",
    "℃、㎡、①、Ⅳ、№3、￥500、$20、10‰",
)


def mixed(*, seed: int, stretches: int) -> str:
    """Return one paragraph of stretches in a random order that is the same each time."""
    chosen = random.Random(seed)
    return "".join(chosen.choice(STRETCHES) + chosen.choice("，。；：、？！") for _ in range(stretches))


LEVELS = (
    "一、关于监管职责",
    "一、关于监管职责的履行情况，经查明确有下列问题需要你局逐项整改并书面说明。",
    "（一）日常巡查不到位",
    "（一）日常巡查不到位，台账与现场不符，下列门店的情况尤为突出，应当立即核查。",
    "1.未建立台账。",
    "（1）未登记进货来源。",
    "二、制度不健全。销售环节监管缺位，赵䶮所经营的门店以普通塑料桶反复盛装鲜乳。",
)


def mixed_letter(*, seed: int, paragraphs: int, frame: SheetFrame | None = None) -> Sheet:
    """Return a letter whose text has everything that is hard to set."""
    texts = [mixed(seed=seed * 100 + number, stretches=2 + number % 5) for number in range(paragraphs)]
    uyghur = "شىنجاڭ ئۇيغۇر ئاپتونوم رايونى负有监督管理职责，应当依法履行。" * 3
    return letter(
        查明的事实和证据="\n".join(texts[::2]),
        违法情形或者应当消除的隐患="\n".join((*LEVELS, *texts[1::2], uyghur)),
        frame=frame or SEALED,
    )


def invented(key: str, *, frame: SheetFrame | None = None) -> Sheet:
    """Return a letter of the sample data."""
    sample = LETTERS[key]
    measures = [{"内容": text, "依据": basis, "完成标准": ""} for text, _criterion, basis in sample.measures]
    return letter(
        案件或者问题的来源=sample.source,
        查明的事实和证据=sample.facts,
        违法情形或者应当消除的隐患=sample.problems,
        建议=measures,
        frame=frame or SEALED,
    )


def letter_of(*, pages: int) -> Sheet:
    """Return a letter of 1 or of more pages, of prose with digits and brackets as real ones have."""
    paragraphs = [SENTENCE * 4 + "上述问题应当整改。"] * (2 * pages - 2) or ["上述情况属实。"]
    measures = MULEI["建议"]
    return letter(
        查明的事实和证据="\n".join(paragraphs),
        案件或者问题的来源="本院在办案中发现。" if pages == 1 else MULEI["案件或者问题的来源"],
        附件=[],
        抄送=[],
        其他事项="",
        异议告知="",
        建议=measures[1:] if pages == 1 else measures,
    )


def telling(kind: DocumentKind) -> Sheet:
    """Return a sheet of a kind in which every fact says its own name, so that a test can look for it."""
    facts = {fact.name: _own_name(fact) for fact in kind.facts}
    return Sheet(
        heading=kind.heading,
        text=composing.text_that_came_along(kind.key),
        places=kind.places,
        facts=facts,
        frame=SheetFrame(author=str(facts[kind.author])),
    )


def _own_name(fact: DocumentFact) -> Value:
    if fact.fields:
        return [{name: f"{fact.name}之{name}{number}" for name in fact.fields} for number in "甲乙"]
    return [f"{fact.name}甲", f"{fact.name}乙"] if fact.is_list else f"{fact.name}某"


def with_payload(sheet: Sheet, payload: str) -> Sheet:
    """Return the same sheet with the payload behind every text in it."""
    facts = {name: _behind(value, payload) for name, value in sheet.facts.items()}
    return replace(sheet, facts=facts, frame=replace(sheet.frame, author=sheet.frame.author + payload))


def _behind(value: Value, payload: str) -> Value:
    if value is None or isinstance(value, str):
        return f"{value}{payload}" if value else value
    return [
        each + payload if isinstance(each, str) else {name: text + payload for name, text in each.items()}
        for each in value
    ]


EVERY_SHEET = {kind.key: telling(kind) for kind in KINDS.values()} | {
    "letter of the Mulei case": letter(),
    "letter to a court": letter_to_court(),
    "second version": letter(变更说明="（替代本院2019年10月26日发出的检察建议书）"),
    "red head": letter(
        frame=SheetFrame(author=ORGAN, red_mark=ORGAN, printing_office=f"{ORGAN}办公室", marks=("加急",))
    ),
}
