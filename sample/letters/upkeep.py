"""Letters on what is soon put right and soon let go again: lanes, covers, seeds, streams; they are drawn for looking back."""

from sample.stage import Letter

FIRE_LAW = "《中华人民共和国消防法》第二十八条"

LETTERS = (
    Letter(
        key="fire-lanes",
        kind="social_governance",
        unit="ml-housing",
        title="关于解决住宅小区消防车通道长期被占用问题的检察建议",
        case_name="住宅小区消防车通道治理案",
        industry="物业管理",
        category="FIRE",
        source="本院在办理一起失火案件中发现。",
        facts="抽查9个住宅小区，6个小区的消防车通道没有标识，4个小区的通道被地锁和堆放物占用，消防车无法通行。",
        problems="物业服务企业没有履行管理义务，主管部门没有把消防车通道纳入物业服务检查，火灾发生时难以施救。",
        measures=(
            ("督促物业服务企业划设标识并清除占用", "9个小区通道标识齐全，随机查看无占用", FIRE_LAW),
            ("把消防车通道纳入物业服务企业的日常检查和信用评价", "检查记录每季度一次，评价结果公开", FIRE_LAW),
        ),
    ),
    Letter(
        key="road-covers",
        kind="public_interest",
        unit="qt-transport",
        title="督促整治农村公路窨井盖破损缺失的检察建议",
        case_name="农村公路窨井盖治理案",
        industry="交通运输",
        category="MANHOLE",
        source="本院在公益诉讼巡查中发现。",
        facts="沿3条农村公路查看，17处窨井盖破损或者缺失，其中5处位于学校和集市附近，没有警示标志。",
        problems="公路管理机构没有及时修复，管护单位与权属单位职责不清，群众出行安全存在隐患。",
        measures=(
            (
                "修复破损缺失的窨井盖并设置警示标志",
                "17处全部修复，现场查看牢固平整",
                "《中华人民共和国公路法》第三十五条",
            ),
            ("与权属单位明确管护责任并定期巡查", "责任清单印发，巡查记录每月可查", "《农村公路养护管理办法》第十八条"),
        ),
    ),
    Letter(
        key="seed-market",
        kind="public_interest",
        unit="ml-farming",
        title="督促规范种子经营备案和标签管理的检察建议",
        case_name="种子市场监管案",
        industry="农业",
        category="AGRI",
        source="本院在农资打假专项监督中发现。",
        facts="抽查12家种子经营门店，5家没有办理备案，4家销售的种子标签缺少检疫证明编号。",
        problems="主管部门没有对辖区种子经营者逐户核查，标签检查流于形式，农民购种权益和粮食生产安全存在风险。",
        measures=(
            (
                "核查辖区种子经营门店的备案和标签",
                "门店全部备案，抽查标签内容齐全",
                "《中华人民共和国种子法》第三十八条",
            ),
        ),
    ),
    Letter(
        key="ditch-rubbish",
        kind="public_interest",
        unit="qt-forest",
        title="督促清理林带沟渠内生活垃圾的检察建议",
        case_name="林带沟渠垃圾治理案",
        industry="林业草原",
        category="RIVER",
        source="群众举报，本院审查后决定立案。",
        facts="县城东侧林带沟渠内堆积生活垃圾约40立方米，沿线没有收集设施，夏季异味明显。",
        problems="管护单位没有日常巡护，林带环境受到破坏，附近居民生活受到影响。",
        measures=(
            (
                "清理沟渠内的垃圾并恢复林带环境",
                "垃圾全部清运，连续两次查看无新增",
                "《中华人民共和国固体废物污染环境防治法》第四十九条",
            ),
            ("建立林带管护巡查制度", "巡查记录每周可查，发现问题三日内处理", "《中华人民共和国森林法》第四十条"),
        ),
    ),
)
