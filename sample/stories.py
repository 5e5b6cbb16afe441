"""About forty invented suggestions, row by row: whose, which letter, and what happened on which day before today.

Together they show every state of every axis and track; tests/sample/test_world.py proves it from the tables.
"""

from sample import acts_letter as letter
from sample import acts_office as office
from sample import acts_tracks as tracks
from sample import acts_unit as unit
from sample import acts_visits as visits
from sample import plots
from sample.places import CHANGFENG, CHANGJI, MULEI, QITAI, RECLAMATION
from sample.stage import act, sample
from sample.unissued import BEFORE_ISSUE

SERVICE = (
    sample("beacon-tower", MULEI, *plots.issued("beacon-tower", 1)),
    sample(
        "gas-hoses",
        MULEI,
        *plots.issued("gas-hoses", 12),
        act(10, letter.attempt, mode="direct", note="办公场所装修，无人签收，门卫告知临时办公地点不详。"),
        act(6, letter.attempt, mode="post", note="邮件退回，批注“迁移新址”。"),
        act(5, letter.invite),
    ),
    sample(
        "farm-film",
        RECLAMATION,
        *plots.issued("farm-film", 3),
        act(1, letter.announce, in_days=6, place="五家渠市农业农村局会议室"),
    ),
    sample(
        "river-rubbish",
        MULEI,
        *plots.served("river-rubbish", 9),
        act(8, letter.read),
        act(7, tracks.plan_copy, unit="ml-government", ground="public_attention"),
    ),
    sample(
        "grassland",
        QITAI,
        *plots.served("grassland", 78, mode="left"),
        act(75, tracks.file),
        act(74, tracks.receive_filing),
        act(20, office.urge, means="call", text="电话提醒回复期限将届满，请按期书面回复。"),
        act(19, unit.ask_later, amount=20, reason="草原植被恢复方案正在专家论证，论证完成后方可书面回复。", paper=True),
        act(18, office.advise_later, days_earlier=12, advice="论证属实，但二十日偏长，同意适当延后。"),
        act(17, office.agree_later, days_earlier=12, reasons="论证会已经排期，延后八日足以完成。"),
        act(8, office.urge, means="letter", text="回复期限已经届满，至今未收到书面回复，请说明原因并尽快回复。"),
        act(
            5,
            office.propose_escalation,
            rung="inform_superior",
            addressee="昌吉回族自治州林业和草原局",
            undone="两项建议均未见落实，期限届满后经书面督促没有回复。",
            no_justified_reason="督促函要求说明原因，没有任何说明，不存在正当理由。",
            reasons="由州主管部门督促，更有利于在生长季前恢复植被。",
        ),
        act(4, office.decide_escalation, reasons="同意通报州林业和草原局。"),
        act(
            2,
            office.call_off_escalation,
            reason="该局负责人到院说明情况，当面提交整改方案，承诺一周内书面回复，暂无通报必要。",
        ),
    ),
    sample(
        "wells",
        MULEI,
        *plots.served("wells", 56, mode="post"),
        act(55, letter.read),
        act(53, tracks.file),
        act(40, unit.prepare, number=1, attitude="accepted", in_days=45),
        act(
            30,
            tracks.propose_correction,
            place="事实部分",
            wrong="11眼未办取水许可",
            right="12眼未办取水许可",
            reason="复核台账后发现少计一眼。",
        ),
        act(
            29,
            tracks.refuse_correction,
            reasons="少计一眼属于认定事实的变化，不是笔误，应当依照变更程序提出。",
        ),
        act(12, office.urge, means="meeting", text="在联席会议上通报回复期限，提醒按期回复。"),
        act(
            3, unit.ask_later, amount=10, unit="working_days", reason="水资源论证报告尚待专家评审，评审会已定于下月初。"
        ),
        act(2, office.advise_later, advice="评审会通知属实，封填工作已经开始，建议同意。"),
    ),
    sample(
        "sewage-station",
        CHANGJI,
        *plots.issued("sewage-station", 30),
        act(28, letter.announce, in_days=1, place="昌吉州生态环境局会议室"),
        act(27, letter.serve, mode="proclamation", place="昌吉州生态环境局会议室"),
        act(26, letter.read),
        act(24, tracks.file),
        act(23, tracks.receive_filing),
        act(22, tracks.plan_copy, unit="ml-government", ground="departments"),
        act(21, tracks.send_copy),
        act(15, unit.prepare, number=1, attitude="accepted", in_days=40),
        act(15, unit.prepare, number=2, attitude="other_way", in_days=60),
    ),
    sample(
        "frozen-accounts",
        MULEI,
        *plots.served("frozen-accounts", 40),
        act(39, letter.read),
        act(37, tracks.file),
        act(
            30,
            tracks.propose_correction,
            place="第二项建议的依据",
            wrong="最高人民法院关于执行款物管理工作的规定",
            right="《最高人民法院关于执行款物管理工作的规定》",
            reason="引用规范性文件名称漏用书名号，系笔误，不影响建议内容。",
        ),
        act(29, tracks.make_correction),
        act(20, unit.ask_later, amount=30, reason="年底结案任务较重，请求延期回复。"),
        act(18, office.advise_later, advice="三个月期限尚余较长时间，工作安排不是延期的理由。", is_supported=False),
        act(17, office.refuse_later, reasons="法定回复期限尚余两个多月，所述理由不足以延期。"),
        desk="courts",
    ),
    sample(
        "work-injury",
        QITAI,
        *plots.served("work-injury", 25),
        act(22, tracks.file),
        act(20, letter.correct_receipt, days_later=1, reason="送达回证上的签收日期误录，按回证原件更正。"),
        act(12, unit.ask_later, amount=15, reason="劳动监察系统升级，调取台账需要时间。", paper=True),
        act(9, unit.withdraw_later, reason="系统升级已经完成，可以按期回复。", paper=True),
        act(
            2,
            tracks.propose_correction,
            place="事实部分",
            wrong="考勤和派工记录",
            right="考勤记录和派工单",
            reason="证据名称与卷内目录不一致，系制作时笔误。",
        ),
    ),
)

REPLY = (
    sample(
        "barrier-free",
        MULEI,
        *plots.served("barrier-free", 38),
        act(37, letter.read),
        *plots.filed(35),
        *plots.replied(
            5, ("accepted", "other_way"), text="我局已成立工作专班，盲道修复已开工，坡道改造结合老旧小区改造实施。"
        ),
    ),
    sample(
        "expired-drugs",
        MULEI,
        *plots.served("expired-drugs", 50),
        *plots.filed(47),
        *plots.replied(
            14, ("accepted", "already_done"), text="已部署专项检查；统一收运机制在收到建议前已与卫健部门签订协议。"
        ),
        act(
            3,
            office.judge,
            verdict="adequate",
            verdicts=("adopted", "adopted"),
            reasons="回复针对两项建议分别说明，附检查方案和协议。",
            countersigned=False,
        ),
    ),
    sample(
        "service-by-notice",
        MULEI,
        *plots.served("service-by-notice", 45, mode="electronic"),
        act(43, letter.read),
        *plots.filed(42),
        *plots.replied(
            20, ("accepted", "accepted"), text="我院已对公告送达适用情况组织自查，逐件核查工作正在进行。", in_days=12
        ),
        *plots.judged(16, "adequate", ("adopted", "adopted"), "回复说明了核查安排和时限。"),
        act(9, unit.claim, numbers=(1,), text="内部审查指引已印发并组织学习。"),
        desk="courts",
    ),
    sample(
        "case-papers",
        MULEI,
        *plots.served("case-papers", 60),
        *plots.filed(57),
        *plots.replied(
            28, ("other_way", "other_way"), text="我局以涉案财物管理中心改造方式一并解决。", in_days=60, paper=True
        ),
        *plots.judged(
            21, "adequate_other", ("other_way", "other_way"), "以集中保管方式替代逐案清点，能够达到同样效果。"
        ),
        act(10, unit.progress, number=1, text="管理中心一期投入使用，已清点在库物品六成。", paper=True),
    ),
    sample(
        "penalty-papers",
        MULEI,
        *plots.served("penalty-papers", 85),
        *plots.filed(82),
        *plots.replied(30, ("accepted", "accepted"), text="我局高度重视，已开会研究。", paper=True, in_days=45),
        *plots.judged(
            24, "inadequate", ("not_adopted", "not_adopted"), "回复仅表示重视，没有具体措施和完成情况，未附证据。"
        ),
        act(22, office.urge, means="letter", text="回复内容不具体，请逐项说明整改措施、进展和证据后重新回复。"),
        act(20, visits.plan, in_days=-15, expected="法制科负责人", means="consultation"),
        act(17, visits.call_off, reason="单位来电说明拟先行书面答复，本次磋商取消，视答复情况另行安排。"),
        act(
            9,
            office.propose_escalation,
            rung="inform_superior",
            addressee="木垒哈萨克自治县人民政府",
            undone="7件案卷至今没有补正，行政应诉责任制度没有制定；经书面督促，没有重新回复。",
            no_justified_reason="回复仅称已开会研究，督促后没有提出任何客观困难，不存在正当理由。",
            reasons="承办检察官两次联系均未落实，由主管该局的县人民政府督促，更有利于解决问题。",
        ),
        act(8, office.decide_escalation, reasons="同意通报县人民政府。"),
        act(6, office.send_escalation, how="机要交换"),
    ),
    sample(
        "land-penalty",
        MULEI,
        *plots.served("land-penalty", 70),
        *plots.filed(67),
        *plots.replied(
            40,
            ("refused", "refused"),
            text="部分处罚决定作出单位已经机构改革划转，我局认为不应由我局申请执行。",
            paper=True,
        ),
        *plots.judged(
            35, "refused", ("not_adopted", "not_adopted"), "回复未采纳建议，理由与机构改革后的职责规定不符。"
        ),
        act(
            30,
            office.settle_refusal,
            number=1,
            result="asked",
            reason="职责划转文件已明确承继单位为你局，第一项建议继续提出。",
        ),
        act(
            28,
            office.urge,
            means="meeting",
            text="就职责划转文件与你局当面核对，请对第一项建议依法申请强制执行并在十日内书面回复。",
        ),
        act(
            12,
            office.propose_escalation,
            rung="report_higher",
            addressee="昌吉回族自治州人民检察院",
            undone="3件在期限内的处罚决定至今没有申请人民法院强制执行，经督促没有回复。",
            no_justified_reason="所称职责已经划转，与机构改革文件不符；文件已当面出示，没有再提出其他理由。",
            reasons="申请期限将先后届满，需要上级院与州自然资源部门协调。",
        ),
        act(10, office.decide_escalation),
        act(
            3,
            office.propose_escalation,
            rung="inform_superior",
            addressee="昌吉回族自治州自然资源局",
            undone="3件在期限内的处罚决定至今没有申请人民法院强制执行，经督促没有回复。",
            no_justified_reason="所称职责已经划转，与机构改革文件不符，不构成不予整改的正当理由。",
            reasons="该局对职责归属的认识，宜由其上级主管部门予以明确。",
        ),
    ),
    sample(
        "land-tax",
        CHANGFENG,
        *plots.served("land-tax", 96),
        act(94, tracks.file),
        act(93, tracks.receive_filing),
        act(24, office.urge, means="letter", text="回复期限已经届满，请于十日内书面回复并说明未按期回复的原因。"),
        act(
            13,
            office.propose_escalation,
            rung="report_higher",
            addressee="合肥市人民检察院",
            undone="5宗用地应征税款没有入库，没有书面回复，经书面督促仍未回复。",
            no_justified_reason="督促函要求说明未按期回复的原因，期满没有说明，不存在正当理由。",
            reasons="税务部门实行垂直管理，宜由上级院与市税务局沟通。",
        ),
        act(12, office.decide_escalation),
        act(12, office.record_absence, reason="期限届满并经书面督促，至今没有书面回复，也未说明正当理由。"),
        act(11, office.send_escalation, how="检察工作网"),
        act(
            4, office.answer_escalation, result="市院已与市税务局会商，市税务局责成长丰县税务局限期核查5宗用地并回复。"
        ),
    ),
)

FOLLOW_UP = (
    sample(
        "school-canteen",
        MULEI,
        *plots.served("school-canteen", 66),
        act(65, letter.read),
        *plots.filed(63),
        *plots.replied(36, ("accepted", "accepted"), text="专项检查已完成，电子台账正在推行。", in_days=20),
        *plots.judged(32, "adequate", ("adopted", "adopted"), "回复逐项说明，措施具体。"),
        act(22, unit.claim, numbers=(1,), text="专项检查覆盖全部学校食堂，问题清单已销号。"),
        act(20, unit.claim, numbers=(2,), text="已购买台账软件。"),
        act(17, office.send_claim_back, number=2, reason="仅提交软件采购合同，台账尚未启用，不足以证明完成。"),
        act(12, visits.plan, in_days=-6, expected="教育局分管负责人、两所学校食堂负责人"),
        act(
            6,
            visits.hold,
            results=(
                ("in_order", "随机查看两所学校食堂，问题清单所列事项均已整改，检查记录齐全。", "verify"),
                ("partly", "县城学校已启用电子台账，两所乡镇学校仍用纸质台账，未见培训记录。", ""),
            ),
            next_step="下月查看乡镇学校台账启用情况。",
        ),
    ),
    sample(
        "ebike-charging",
        MULEI,
        *plots.served("ebike-charging", 90),
        act(89, letter.read),
        *plots.filed(87),
        *plots.replied(48, ("accepted", "accepted"), text="已组织清理楼道，充电设施分两批建设。", in_days=15),
        *plots.judged(45, "adequate", ("adopted", "adopted"), "回复附有清理记录和建设计划。"),
        act(34, unit.move_promise, number=2, to_in_days=60, reason="施工队伍因冬季停工，第二批充电点顺延。"),
        act(30, unit.progress, number=2, text="第一批四个集中充电点通电。"),
        act(28, unit.claim, numbers=(1,), text="11个小区楼道停放和飞线充电清理完毕。"),
        act(
            21, visits.record, findings="走访6个小区，楼道已清空，集中充电点使用正常。", next_step="第二批完成后复查。"
        ),
        act(20, office.verify, numbers=(1,), finding="随机查看6个小区，均未再发现飞线充电。"),
        act(
            19,
            office.measure_outcome,
            number=1,
            name="楼道内停放充电的电动自行车",
            unit="辆",
            before=46,
            aim=0,
            readings=((9, 12), (1, 3)),
            source="住建局排查台账",
        ),
        act(6, visits.plan, in_days=3, expected="住建局物业科负责人、街道办分管负责人"),
        act(2, visits.move, in_days=8, reason="第二批充电点通电时间推迟，改期以便一并查看。"),
    ),
    sample(
        "medical-fund",
        CHANGJI,
        *plots.served("medical-fund", 110),
        *plots.filed(107),
        *plots.replied(
            70, ("accepted", "accepted"), text="违规费用已全部追回，预警模型已上线。", in_days=20, paper=True
        ),
        *plots.judged(66, "adequate", ("adopted", "adopted"), "回复附追缴票据和处理决定。"),
        act(50, unit.claim, text="票据、处理决定和季度报告附后。", paper=True),
        act(43, office.verify, finding="核对票据和入库凭证，与回复一致。", method="on_paper"),
        act(3, office.end_examination_where_there_is_one),
        act(2, office.propose_closing),
    ),
    sample(
        "wage-deposit",
        MULEI,
        *plots.served("wage-deposit", 150),
        *plots.filed(148),
        *plots.replied(110, ("accepted", "accepted"), text="核查已经完成，提醒机制随文建立。", in_days=20, paper=True),
        *plots.judged(105, "adequate", ("adopted", "adopted"), "回复逐项说明，附核查表和三部门文件。"),
        act(92, unit.claim, text="核查表、补缴凭证和名单交换记录附后。", paper=True),
        act(85, office.verify, finding="抽查6个项目，保证金和保函均在有效期内。"),
        act(80, office.close, look_back_days_ago=0),
    ),
    sample("elder-care", CHANGFENG, *plots.closed("elder-care", 320, closed_days_ago=250, look_back_days_ago=12)),
    sample(
        "school-bus",
        QITAI,
        *plots.closed("school-bus", 380, closed_days_ago=310, look_back_days_ago=65),
        act(
            60,
            office.look_back,
            basis="查阅执法记录，在返家时段实地查看，与学校座谈。",
            found=(("holding", "重点时段未再发现超员。"), ("holding", "定制班次每周开行。")),
            next_in=365,
            by="head",
        ),
    ),
    sample(
        "repair-oil",
        CHANGJI,
        *plots.closed("repair-oil", 400, closed_days_ago=330, look_back_days_ago=30),
        act(
            28,
            office.look_back,
            basis="随机抽查8家企业，调取转移联单，查看集中收集点。",
            found=(
                ("holding", "抽查企业均建档，联单可查。"),
                ("partly", "集中收集点已运行，2家企业仍未纳入。"),
                ("unjudged", "培训记录存放在外地，本次未能核对。"),
            ),
            by="head",
        ),
    ),
    sample(
        "parcel-privacy",
        QITAI,
        *plots.closed("parcel-privacy", 300, closed_days_ago=235, look_back_days_ago=45, paper=True),
        act(
            44,
            office.look_back,
            basis="随机抽取6个网点各20件快件查看。",
            found=(("rebounded", "新加盟的2个网点恢复使用明文面单。"), ("holding", "废弃面单集中销毁，记录完整。")),
            by="head",
        ),
        act(40, office.ask_again, reason="隐私面单使用出现反弹，请在三十日内重新整改并书面回复。", reply_days=60),
    ),
    sample(
        "dust-yard",
        MULEI,
        *plots.served("dust-yard", 60),
        *plots.filed(57),
        *plots.replied(
            47, ("accepted", "accepted"), text="已责令停止作业并设置围挡，复垦方案正在编制。", in_days=40, paper=True
        ),
        *plots.judged(44, "inadequate", ("not_adopted", "adopted"), "复垦义务没有实质落实，仅设置围挡。"),
        act(43, office.urge, means="call", text="请按复垦方案组织施工，并报告治理恢复基金的使用情况。"),
        act(
            42,
            office.propose_escalation,
            rung="report_party_congress",
            addressee="中共木垒哈萨克自治县委员会、木垒哈萨克自治县人民代表大会常务委员会",
            undone="两处料场没有按方案复垦，采坑积水，边坡裸露。",
            no_justified_reason="回复称方案正在编制，但到期前即应编制完毕，不构成正当理由。",
            necessity="料场临近水源地，社会关注度高。",
            reasons="建议提请县委、县人大督促。",
        ),
        act(
            41,
            office.refuse_escalation,
            reasons="昨日刚刚督促，没有给予合理的整改时间，也未先向主管部门通报，尚不符合必要情形。",
        ),
        act(30, office.suspend_examination, reason="复垦工程因冬季无法施工，符合中止审查情形，待条件消除后恢复。"),
        desk="second",
    ),
    sample(
        "land-restored",
        QITAI,
        *plots.served("land-restored", 120),
        *plots.filed(117),
        *plots.replied(75, ("accepted",), text="已责令恢复，正在播种。", in_days=30, paper=True),
        *plots.judged(70, "inadequate", ("not_adopted",), "回复时植被尚未恢复，公益仍处于受侵害状态。"),
        act(66, office.begin_examination),
        act(52, office.exclude_appraisal, from_days_ago=56, reason="委托州林草局对植被恢复情况进行评估。"),
        act(47, office.extend_examination, reason="植被出苗情况需要在一个生长周期内继续观察。"),
        act(46, unit.claim, text="播种完成，围栏已拆除。", paper=True),
        act(45, office.suspend_examination, reason="连日降雪，草场积雪，无法查看植被恢复情况。"),
        act(42, office.resume_examination, reason="积雪已经融化，可以实地查看。"),
        act(41, office.verify, finding="实地查看，违法设施已拆除，植被出苗情况良好。"),
        act(38, office.end_examination, reason="行政机关已依法全面履职，公益得到有效保护，决定终结案件。"),
    ),
)

BESIDE = (
    sample(
        "chemical-store",
        CHANGJI,
        *plots.served("chemical-store", 35),
        act(33, tracks.file),
        act(29, unit.object_to, grounds="九家企业中两家属市级监管，建议中的培训对象范围宜作调整。", paper=True),
        act(27, tracks.take_up),
        act(24, tracks.advise, advice="异议关于监管层级的意见成立，建议变更第二项的培训对象。"),
        act(
            22,
            tracks.decide_objection,
            result="upheld_modify",
            reasons="两家企业的监管权限确属市级，第二项建议应当变更。",
        ),
        act(
            21,
            tracks.propose_modification,
            reasons="根据异议复核结果，变更第二项，增加信息通报一项。",
            measures=(
                (1, ""),
                (2, "制定分类监管指引，并对州级监管的七家企业负责人开展培训"),
                (None, "与市级应急管理部门建立监管信息通报制度"),
            ),
            cause="objection",
        ),
        act(20, tracks.decide_amendment, new_due_in=60),
    ),
    sample(
        "fine-enforcement",
        MULEI,
        *plots.served("fine-enforcement", 48),
        *plots.filed(46),
        act(42, unit.object_to, grounds="九件案件中七件的裁定在检察建议制发前已经作出，仅系统未同步。"),
        act(41, tracks.take_up),
        act(38, tracks.advise, advice="经核对纸质卷宗，异议属实，建议撤回。"),
        act(
            36,
            tracks.decide_objection,
            result="upheld_withdraw",
            reasons="裁定作出时间早于制发日期，认定的事实不成立。",
        ),
        act(35, tracks.propose_withdrawal, reasons="异议成立，据以提出建议的事实不成立。", cause="objection"),
        act(34, tracks.decide_amendment),
        desk="courts",
    ),
    sample(
        "trial-terms",
        QITAI,
        *plots.served("trial-terms", 27),
        act(25, tracks.file),
        act(3, unit.object_to, grounds="三件案件的中止原因并未消除，不属于应当恢复而未恢复。", paper=True),
    ),
    sample(
        "hospital-waste",
        MULEI,
        *plots.served("hospital-waste", 15),
        act(13, tracks.file),
        act(9, unit.object_to, grounds="两次超期转运系道路封闭所致，已向主管部门报告。", paper=True),
        act(8, tracks.take_up),
        act(5, tracks.advise, advice="超期转运有客观原因，但暂存间管理问题属实，建议不予采纳异议。"),
    ),
    sample(
        "community-meals",
        MULEI,
        *plots.served("community-meals", 44, mode="direct"),
        act(43, letter.read),
        *plots.filed(42),
        act(36, unit.object_to, grounds="助餐点由社区自办，不属于民政部门监管范围。"),
        act(35, tracks.take_up),
        act(
            33,
            tracks.decide_objection,
            result="rejected",
            reasons="养老服务条例明确助餐服务由民政部门指导监督，异议不成立。",
        ),
        act(31, tracks.plan_copy, unit="ml-government", ground="social_impact"),
        act(30, tracks.send_copy),
        act(28, tracks.acknowledge_copy),
        *plots.replied(
            22, ("accepted", "refused"), text="备案和留样正在逐点落实；补贴发放由乡镇承担，我局无核对权限。"
        ),
        act(
            19,
            office.settle_refusal,
            number=2,
            result="not_applicable",
            reason="经核，补贴核对职责已划归乡镇，该项不适用。",
        ),
        *plots.judged(15, "adequate", ("adopted",), "适用的一项已有具体安排，不适用的一项已经说明。"),
    ),
    sample(
        "farm-checks",
        RECLAMATION,
        *plots.served("farm-checks", 30),
        act(28, tracks.file),
        act(27, tracks.receive_filing),
        act(
            20,
            tracks.instruct,
            instruction="modify",
            reason="第二项建议要求建立的制度已由兵团统一规定，宜变更为督促执行。",
        ),
        act(
            15,
            tracks.propose_modification,
            reasons="根据上级院备案审查意见变更第二项，并增加公开一项。",
            measures=((1, ""), (2, "严格执行兵团统一的投入品检查制度"), (None, "定期公开检查结果")),
            cause="instruction",
        ),
    ),
    sample(
        "road-works",
        CHANGFENG,
        *plots.served("road-works", 33),
        *plots.filed(31),
        act(25, tracks.propose_withdrawal, reasons="单位表示已经整改，建议撤回。"),
        act(23, tracks.refuse_amendment, reasons="整改与否属于落实问题，不是撤回的理由，检察建议继续有效。"),
    ),
    sample(
        "playground",
        MULEI,
        *plots.served("playground", 52),
        act(51, letter.read),
        *plots.filed(49),
        act(
            45,
            tracks.propose_modification,
            reasons="调查后发现第二项所指设施已移交，删去该项，改写第一项。",
            measures=((1, "对县城游乐设施开展一次安全检查并公开结果"),),
        ),
        act(44, tracks.decide_amendment),
        act(43, letter.hand_over, to="prosecutor2", reason="原承办检察官工作调整，案件移交办理。"),
    ),
)

# Closed months ago, with a look-back still far off: from these the draw of draws.py is made.
CLOSED = (
    sample("fire-lanes", MULEI, *plots.closed("fire-lanes", 260, closed_days_ago=190, look_back_days_ago=-170)),
    sample("road-covers", QITAI, *plots.closed("road-covers", 250, closed_days_ago=180, look_back_days_ago=-180)),
    sample(
        "seed-market",
        MULEI,
        *plots.closed("seed-market", 240, closed_days_ago=170, look_back_days_ago=-190, paper=True),
    ),
    sample(
        "ditch-rubbish",
        QITAI,
        *plots.closed("ditch-rubbish", 230, closed_days_ago=160, look_back_days_ago=-200, paper=True),
    ),
    sample(
        "pond-fill",
        QITAI,
        *plots.served("pond-fill", 210),
        *plots.filed(207),
        act(205, unit.object_to, grounds="填埋区域的权属尚在核实，是否属于湿地管理范围存在疑问。", paper=True),
        act(203, unit.withdraw_objection, reason="经核实，该区域在湿地名录范围内，撤回异议。"),
        *plots.replied(160, ("accepted",), text="已约谈施工单位，将清除填埋物。", in_days=30, paper=True),
        *plots.judged(155, "inadequate", ("not_adopted",), "回复时填埋物没有清除，公益仍处于受侵害状态。"),
        act(140, office.sue, reason="期限届满仍未履职，公共利益仍受侵害，依法提起行政公益诉讼。"),
        act(60, unit.claim, text="填埋物已清除，水面已恢复。", paper=True),
        act(50, office.verify, finding="实地查看，填埋物已清除，水面恢复。"),
        act(40, office.end_suit, reason="行政机关已依法全面履职，诉讼请求全部实现，本院撤回起诉，法院裁定准许。"),
    ),
)

SAMPLES = (*BEFORE_ISSUE, *SERVICE, *REPLY, *FOLLOW_UP, *BESIDE, *CLOSED)
