"""Which procuratorates, departments and units the sample world has; who works there is in people.py."""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from organs.actions import procuratorates, units
from organs.models import BusinessLine, Line, Procuratorate, Unit, UnitKind
from organs.models.procuratorate import Level
from organs.origins import Origin
from sample import seals
from suggestions.actions import number_prefixes, series, stationery
from suggestions.actions.files import Upload
from suggestions.rules import number_patterns

# Where the stories are told, by code.
MULEI, QITAI, CHANGJI, RECLAMATION, CHANGFENG = "652328", "652325", "6523", "X660601", "340121"


@dataclass(frozen=True, kw_only=True)
class SamplePlace:
    """A procuratorate; codes are those of its area, with a letter in front where two organs share ground (design 4.7)."""

    code: str
    name: str
    short: str
    level: str
    under: str
    line: str = "territorial"
    region: str = ""


def _place(code: str, name: str, short: str, level: Level, under: str, line: str = "territorial") -> SamplePlace:
    return SamplePlace(code=code, name=name, short=short, level=level, under=under, line=line)


# The issuers of the published ledger whose place in the tree is certain stand here; the others come with it, their parent
# not known. Lines and names of the other branches in Xinjiang were not verified (domain.md 11.6), so they are left out.
PLACES = (
    _place("00", "最高人民检察院", "高检", Level.SUPREME, ""),
    _place("65", "新疆维吾尔自治区人民检察院", "新检", Level.PROVINCIAL, "00"),
    _place("6501", "乌鲁木齐市人民检察院", "乌检", Level.PREFECTURE, "65"),
    _place("6523", "昌吉回族自治州人民检察院", "昌检", Level.PREFECTURE, "65"),
    _place("652301", "昌吉市人民检察院", "昌市检", Level.BASIC, "6523"),
    _place("652325", "奇台县人民检察院", "奇检", Level.BASIC, "6523"),
    _place("652328", "木垒哈萨克自治县人民检察院", "木检", Level.BASIC, "6523"),
    _place("6527", "博尔塔拉蒙古自治州人民检察院", "博检", Level.PREFECTURE, "65"),
    _place("652722", "精河县人民检察院", "精检", Level.BASIC, "6527"),
    _place("6504", "吐鲁番市人民检察院", "吐检", Level.PREFECTURE, "65"),
    _place("650402", "吐鲁番市高昌区人民检察院", "高昌检", Level.BASIC, "6504"),
    _place("X66", "新疆生产建设兵团人民检察院", "兵检", Level.PROVINCIAL, "00", "xpcc"),
    _place("X6606", "新疆生产建设兵团第六师人民检察院", "兵六检", Level.PREFECTURE, "X66", "xpcc"),
    _place("X660601", "新疆生产建设兵团五家渠垦区人民检察院", "五垦检", Level.BASIC, "X6606", "xpcc"),
    _place("34", "安徽省人民检察院", "皖检", Level.PROVINCIAL, "00"),
    _place("3401", "合肥市人民检察院", "合检", Level.PREFECTURE, "34"),
    _place("340121", "长丰县人民检察院", "长检", Level.BASIC, "3401"),
    _place("3406", "淮北市人民检察院", "淮北检", Level.PREFECTURE, "34"),
    _place("340621", "濉溪县人民检察院", "濉检", Level.BASIC, "3406"),
    _place("3408", "安庆市人民检察院", "宜检", Level.PREFECTURE, "34"),
    _place("340802", "安庆市迎江区人民检察院", "迎检", Level.BASIC, "3408"),
    _place("3410", "黄山市人民检察院", "黄检", Level.PREFECTURE, "34"),
    _place("341004", "黄山市徽州区人民检察院", "徽检", Level.BASIC, "3410"),
    _place("3411", "滁州市人民检察院", "滁检", Level.PREFECTURE, "34"),
    _place("341126", "凤阳县人民检察院", "凤检", Level.BASIC, "3411"),
    _place("3412", "阜阳市人民检察院", "阜检", Level.PREFECTURE, "34"),
    _place("341226", "颍上县人民检察院", "颍检", Level.BASIC, "3412"),
    _place("3413", "宿州市人民检察院", "宿检", Level.PREFECTURE, "34"),
    _place("341321", "砀山县人民检察院", "砀检", Level.BASIC, "3413"),
    _place("3415", "六安市人民检察院", "六检", Level.PREFECTURE, "34"),
    _place("341524", "金寨县人民检察院", "金检", Level.BASIC, "3415"),
    _place("3417", "池州市人民检察院", "池检", Level.PREFECTURE, "34"),
    _place("341721", "东至县人民检察院", "东至检", Level.BASIC, "3417"),
    _place("3418", "宣城市人民检察院", "宣检", Level.PREFECTURE, "34"),
    _place("341882", "广德市人民检察院", "广检", Level.BASIC, "3418"),
)

# Departments have their own names and numbers in every office; the codes are business lines.
DEPARTMENTS = {
    "652328": {
        "第一检察部": ("criminal",),
        "第二检察部": ("civil", "administrative"),
        "第三检察部": ("public_interest", "social_governance"),
        "法律政策研究室": ("policy_research",),
        "案件管理部": ("case_management", "office"),
    },
    "652325": {"第四检察部": ("public_interest", "civil", "administrative"), "综合业务部": ("case_management",)},
    "6523": {
        "第五检察部": ("civil", "administrative"),
        "第六检察部": ("public_interest",),
        "法律政策研究室": ("policy_research", "social_governance"),
        "案件管理办公室": ("case_management",),
    },
    "65": {"公益诉讼检察处": ("public_interest",), "法律政策研究室": ("policy_research",)},
    "00": {"公益诉讼检察厅": ("public_interest",), "法律政策研究室": ("policy_research",)},
    "X660601": {"第二检察部": ("public_interest", "social_governance", "administrative")},
    "340121": {"第三检察部": ("public_interest", "social_governance", "criminal")},
}


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """A recipient unit: an institution, never a person."""

    key: str
    name: str
    kind: str = UnitKind.GOVERNMENT_DEPARTMENT
    region: str = "652328"
    level: str = "basic"
    industry: str = ""
    address: str = ""
    office: str = "办公室"
    electronic: str = ""
    superior: str = ""


def _unit(key: str, name: str, industry: str = "", kind: str = UnitKind.GOVERNMENT_DEPARTMENT, **facts) -> Addressee:
    return Addressee(key=key, name=name, industry=industry, kind=kind, **facts)


ADDRESSEES = (
    _unit("ml-government", "木垒哈萨克自治县人民政府", address="木垒县人民南路1号"),
    _unit(
        "ml-market",
        "木垒哈萨克自治县市场监督管理局",
        "市场监管",
        address="木垒县园林路12号",
        superior="ml-government",
    ),
    _unit("ml-water", "木垒哈萨克自治县水利局", "水利", address="木垒县新户路8号", superior="ml-government"),
    _unit(
        "ml-education", "木垒哈萨克自治县教育局", "教育", address="木垒县人民北路20号", electronic="jyj@sample.invalid"
    ),
    _unit("ml-housing", "木垒哈萨克自治县住房和城乡建设局", "住房城乡建设", address="木垒县迎宾路6号"),
    _unit("ml-culture", "木垒哈萨克自治县文化体育广播电视和旅游局", "文物保护", address="木垒县文化路3号"),
    _unit("ml-nature", "木垒哈萨克自治县自然资源局", "自然资源", address="木垒县新城路15号"),
    _unit("ml-civil", "木垒哈萨克自治县民政局", "民政", address="木垒县人民南路9号"),
    _unit("ml-farming", "木垒哈萨克自治县农业农村局", "农业", address="木垒县照壁山路2号"),
    _unit("ml-labour", "木垒哈萨克自治县人力资源和社会保障局", "人力资源社会保障", address="木垒县园林路5号"),
    _unit("ml-police", "木垒哈萨克自治县公安局", "公安", UnitKind.POLICE, address="木垒县人民南路30号"),
    _unit("ml-court", "木垒哈萨克自治县人民法院", "审判", UnitKind.COURT, address="木垒县人民南路26号"),
    _unit("ml-hospital", "木垒哈萨克自治县人民医院", "医疗", UnitKind.HOSPITAL, address="木垒县健康路1号"),
    _unit(
        "ml-grain",
        "木垒县惠民粮油购销有限责任公司（示例）",
        "粮食流通",
        UnitKind.ENTERPRISE,
        address="木垒县工业园区A-3",
    ),
    _unit("ml-gas", "木垒县天源燃气有限责任公司（示例）", "燃气", UnitKind.ENTERPRISE, address="木垒县工业园区B-7"),
    _unit("qt-transport", "奇台县交通运输局", "交通运输", region="652325", address="奇台县古城街18号"),
    _unit("qt-forest", "奇台县林业和草原局", "林业草原", region="652325", address="奇台县东大街40号"),
    _unit("qt-court", "奇台县人民法院", "审判", UnitKind.COURT, region="652325", address="奇台县团结路7号"),
    _unit(
        "qt-mail",
        "奇台县邮政快递行业协会（示例）",
        "寄递",
        UnitKind.ASSOCIATION,
        region="652325",
        address="奇台县天池路2号",
    ),
    _unit("cj-court", "昌吉回族自治州中级人民法院", "审判", UnitKind.COURT, region="6523", level="prefecture"),
    _unit("cj-environment", "昌吉回族自治州生态环境局", "生态环境", region="6523", level="prefecture"),
    _unit("cj-insurance", "昌吉回族自治州医疗保障局", "医疗保障", region="6523", level="prefecture"),
    _unit("cj-emergency", "昌吉回族自治州应急管理局", "应急管理", region="6523", level="prefecture"),
    _unit("wj-farm", "第六师五家渠市农业农村局", "农业", region="X6606", address="五家渠市人民路66号"),
    _unit("wj-prison", "兵团第六师五家渠监狱", "监管", UnitKind.PRISON, region="X6606", address="五家渠市北郊"),
    _unit(
        "wj-school",
        "五家渠市第一实验中学（示例）",
        "教育",
        UnitKind.SCHOOL,
        region="X6606",
        address="五家渠市振兴街11号",
    ),
    _unit("cf-elder", "长丰县民政局", "养老服务", region="340121", address="长丰县水湖镇长寿路5号"),
    _unit("cf-road", "长丰县城市管理行政执法局", "城市管理", region="340121", address="长丰县水湖镇吴山路9号"),
    _unit("cf-tax", "国家税务总局长丰县税务局", "税务", region="340121", address="长丰县水湖镇长新路1号"),
)


#: Its letters bear a red head; those of the others are plain, as most procuratorates write them.
RED_HEADED = CHANGJI
CHOSEN_CODES = {
    "violation_criminal": "检刑违建",
    "violation_administrative_organ": "检行违建",
    "violation_other": "检纠违建",
    "public_interest": "检行公建",
    "other": "检建他",
}
CONSENTED_ON = date(2020, 1, 6)


def found_procuratorates(*, at: datetime) -> dict[str, Procuratorate]:
    """Founds the tree with departments and number series; returns the procuratorates by code."""
    lines = {line.code: line for line in Line.objects.all()}
    found: dict[str, Procuratorate] = {}
    for place in PLACES:
        found[place.code] = procuratorates.found(
            access=None,
            at=at,
            code=place.code,
            name=place.name,
            short_name=place.short,
            level=place.level,
            line=lines[place.line],
            region_code=place.code.removeprefix("X"),
            origin=Origin.SAMPLE,
            parent=found.get(place.under),
        )
        _set_numbers(found[place.code], at=at)
    return found


def _set_numbers(procuratorate: Procuratorate, *, at: datetime) -> None:
    """Sets a series for every kind; for kinds without a code that a source shows, one that an office could have chosen."""
    origin = Origin.SAMPLE
    for kind, code in CHOSEN_CODES.items():
        pattern = number_patterns.pattern_of(number_prefixes.word_of(procuratorate) + code)
        series.define(
            access=None, at=at, procuratorate=procuratorate, kind=kind, mode="own", pattern=pattern, origin=origin
        )
    series.define_defaults(access=None, at=at, procuratorate=procuratorate, mode="own", origin=origin)


def lay_stationery(*, at: datetime, places: dict[str, Procuratorate]) -> None:
    """Gives every procuratorate a printing office and a specimen of a seal, one of them a red head."""
    for code, procuratorate in places.items():
        stationery.write(
            access=None,
            at=at,
            procuratorate=procuratorate,
            head="red" if code == RED_HEADED else "plain",
            mark="",
            printing_office=f"{procuratorate.name}办公室",
            seal=Upload("seal.png", BytesIO(seals.sample_seal(procuratorate.name))),
        )


def open_departments(*, at: datetime, places: dict[str, Procuratorate]) -> None:
    business = {line.code: line for line in BusinessLine.objects.all()}
    for code, departments in DEPARTMENTS.items():
        for name, lines in departments.items():
            procuratorates.open_department(
                access=None, at=at, procuratorate=places[code], name=name, lines=[business[line] for line in lines]
            )


def register_units(*, at: datetime) -> dict[str, Unit]:
    """Registers the recipient units; returns them by key."""
    registered: dict[str, Unit] = {}
    for each in ADDRESSEES:
        registered[each.key] = units.register(
            access=None,
            at=at,
            name=each.name,
            kind=each.kind,
            origin=Origin.SAMPLE,
            level=each.level,
            region_code=each.region.removeprefix("X"),
            industry=each.industry,
            address=each.address,
            receiving_office=each.office,
            superior=registered.get(each.superior),
            electronic_service_consent_on=CONSENTED_ON if each.electronic else None,
            electronic_service_address=each.electronic,
        )
    return registered
