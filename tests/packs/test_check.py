"""Every mistake that a pack can have is named by file, line and field, with what would be right."""

from collections.abc import Callable
from pathlib import Path

import pytest

import taizhang.packs
from taizhang.packs.check import problems
from taizhang.packs.load import load, load_people
from taizhang.packs.problems import BrokenPack, Findings
from taizhang.packs.source import read_folder, write_folder

DEMO = Path(taizhang.packs.__file__).parent / "demo"
UNITS, CATEGORIES, DUTIES = "units.csv", "categories.csv", "duties.csv"
DISTRICT, PEOPLE = "district.toml", "people.csv"
GENERAL = "campaigns/general.toml"
CITY = "campaigns/hygienic_city.toml"
RECTIFICATION = "campaigns/inspection_rectification.toml"


@pytest.fixture(scope="module")
def demo_files() -> dict[str, str]:
    files = read_folder(DEMO, Findings())
    return files | {PEOPLE: (DEMO / PEOPLE).read_text(encoding="utf-8")}


@pytest.fixture
def a_pack(demo_files, tmp_path) -> Callable[..., Path]:
    """Write the demo pack with one text replaced by another in one file."""

    def write(file: str, old: str, new: str) -> Path:
        assert old in demo_files[file], "the example no longer fits the demo pack"
        write_folder(demo_files | {file: demo_files[file].replace(old, new, 1)}, tmp_path)
        return tmp_path

    return write


def test_the_demo_pack_has_no_mistake():
    assert problems(DEMO) == []


BROKEN = [
    # file, what is there, what is put in its place, field, words of the message, words of the hint
    (DISTRICT, '"990104"', '"9901"', "region", "9901", "六位数字"),
    (DISTRICT, "2026-01-01", '"2026-01-01"', "effective_from", "不是日期", "不加引号"),
    (DISTRICT, 'number_mark = "清督"', "", "number_mark", "缺少", "编号"),
    (DISTRICT, 'warn = "80%"', 'warn = "0.8"', "lights.warn", "0.8", "80%"),
    (DISTRICT, 'warn = "80%"', 'warn = "100%"', "lights.warn", "100%", "80%"),
    (DISTRICT, '"general"', '"generel"', "default_campaign", "generel", "general"),
    (DISTRICT, 'arbiter = "dcb"', 'arbiter = "dcx"', "parts.arbiter", "dcx", "dcb"),
    (DISTRICT, 'arbiter = "dcb"', "", "parts.arbiter", "缺少", "代码"),
    (DISTRICT, '["14:00", "18:00"]', '["11:00", "18:00"]', "calendar.slots", "11:00", "互不重叠"),
    (DISTRICT, '["14:00", "18:00"]', '["14点", "18点"]', "calendar.slots", "14点", "08:00"),
    (DISTRICT, "holidays = []", 'holidays = ["国庆"]', "calendar.holidays", "日期", "2026"),
    (DISTRICT, "years = []", 'years = ["2027"]', "calendar.years", "年份", "2027"),
    (DISTRICT, "workdays = []", "workday = []", "calendar.workday", "不认识", "workdays"),
    (DISTRICT, "[words]", '[words]\nchek = "核实"', "words.chek", "chek", "check"),
    (DISTRICT, 'name = "各乡镇"', 'name = ""', "groups.2.name", "不是", "单位组"),
    (DISTRICT, "workdays = []", "workdays = [1]", "calendar.workdays", "日期", "2026"),
    (DISTRICT, "[lights]", "lights = 1\n[light]", "calendar.lights", "不认识", "slots"),
    (
        DISTRICT,
        'aliases = ["各镇", "各乡镇政府"]',
        'aliases = "各镇"',
        "groups.2.aliases",
        "列表",
        "甲",
    ),
    (DISTRICT, 'name = "云', 'words = 1\nname = "云', "", "TOML", "键 = 值"),
    (DISTRICT, "[parts]", "[party]", "party", "不认识", "parts"),
    (DISTRICT, 'leader = "qld"', "leader = 7", "parts.leader", "不是文字", "代码"),
    (UNITS, "jyj,区教育局", "JYJ,区教育局", "code", "JYJ", "小写字母"),
    (UNITS, "jyj,区教育局", "fgw,区教育局", "code", "重复", "每个单位一个代码"),
    (UNITS, "jyj,区教育局", "jyj,区财政局", "name", "区财政局", "只指一个单位"),
    (UNITS, "区教体局", "区财政局", "aliases", "区财政局", "只指一个单位"),
    (UNITS, "区教体局", "各街道", "aliases", "各街道", "只指一个单位"),
    (UNITS, "区教体局,department", "区教体局,bureau", "kind", "bureau", "department"),
    (
        UNITS,
        "区教体局,department,990104",
        "区教体局,department,990105",
        "parent",
        "990105",
        "990104",
    ),
    (UNITS, "区教体局,department,990104", "区教体局,department,", "parent", "没有上级", "990104"),
    (UNITS, "区教体局,department,990104", "区教体局,department,jyj", "parent", "绕回", "上级"),
    (UNITS, "990104,line,各职能部门", "990104,side,各职能部门", "side", "side", "line"),
    (UNITS, "990104,line,各职能部门", "990104,line,各职能局", "groups", "各职能局", "各职能部门"),
    (UNITS, "0000-66001013,", "0000-66001013,nobody", "successor", "nobody", "单位代码"),
    (UNITS, "0000-66001013,", "0000-66001013,jyj", "successor", "绕回", "另一个"),
    (UNITS, "0000-66001013", "请打总机", "phone", "请打总机", "数字"),
    (UNITS, "云川市清河区,清河区", ",清河区", "name", "不能为空", "全称"),
    (
        UNITS,
        "区委、区政府|区委区政府,district",
        "区委、区政府,street",
        "kind",
        "不是区",
        "district",
    ),
    (UNITS, "district,,,,,", "district,dcb,,,,", "parent", "没有最上级", "恰有一个"),
    (UNITS, "phone,successor\n", "phone,phone\n", "phone", "不止一次", "只出现一次"),
    (UNITS, "successor\n", "heir\n", "heir", "不认识的列", "code"),
    (UNITS, "code,name,short", "code,title,short", "name", "缺少这一列", "name"),
    (CATEGORIES, "制止=4工作时", "制止=4小时", "steps", "4小时", "拆除=20工作日"),
    (CATEGORIES, "3工作日", "3天", "handling", "3天", "2工作日"),
    (CATEGORIES, "3工作日", "", "handling", "没有办理时限", "2工作日"),
    (CATEGORIES, "停工并拆除，现场恢复原状", "", "closing", "不能为空", "销号标准"),
    (CATEGORIES, ",area,@area,外立面|墙面", ",both,@area,外立面|墙面", "side", "both", "line"),
    (CATEGORIES, ",line,szzx,井盖", ",line,szzxx,井盖", "lead", "szzxx", "szzx"),
    (
        CATEGORIES,
        "0104,市容环境,临街外立面不洁",
        "0101,市容环境,临街外立面不洁",
        "name",
        "私搭乱建",
        "同一",
    ),
    (CATEGORIES, "已经建成", "正在搭建、无规划许可", "when", "重复", "不同"),
    (DUTIES, "zz002,0104", "zz002,0199", "category", "0199", "类别代码"),
    (DUTIES, "zz002,0104", "zz001,0104", "code", "重复", "一个编号"),
    (DUTIES, ",,kgj,", ",,kgx,", "lead", "kgx", "kgj"),
    (DUTIES, ",,kgj,cgj|szzx", ",,kgj,kgj|szzx", "supports", "kgj", "牵头以外"),
    (DUTIES, "zz006,0111", "zz006,", "keywords", "查不到", "关键词"),
    (GENERAL, 'code = "general"', 'code = "usual"', "code", "usual", "general"),
    (GENERAL, 'rework = "5工作日"\n', "", "limits.rework", "缺少", "工作日"),
    (GENERAL, 'rework = "5工作日"', 'rework = "0工作日"', "limits.rework", "0工作日", "工作日"),
    (GENERAL, 'rework = "5工作日"', 'rework = "5日"', "limits.rework", "5日", "自然日"),
    (
        GENERAL,
        'confirmation = "90自然日（次日起算）"\n',
        "",
        "limits.confirmation",
        "缺少",
        "自然日",
    ),
    (GENERAL, "rework =", "rewrok =", "limits.rewrok", "不认识", "rework"),
    (GENERAL, "rebound_days = 180", "rebound_days = 0", "windows.rebound_days", "0", "1 至"),
    (GENERAL, "rebound_days = 180\n", "", "windows.rebound_days", "缺少", "1 至"),
    (GENERAL, "extensions = 2", "extensions = true", "guards.extensions", "True", "整数"),
    (GENERAL, "suspendable = true", 'suspendable = "yes"', "guards.suspendable", "yes", "true"),
    (GENERAL, "suspendable = true", "reports = true", "limits.report", "报送时限", "工作日"),
    (GENERAL, "begins = 2026-01-01", "begins = 2026-13-01", "", "TOML", "日期不加引号"),
    (GENERAL, "begins = 2026-01-01", "begins = 1", "begins", "不是日期", "2026-01-01"),
    (GENERAL, 'primary_side = "line"', 'primary_side = "top"', "primary_side", "top", "area"),
    (GENERAL, 'meeting = "20自然日', 'meeting = "二十自然日', "sources.meeting", "二十", "自然日"),
    (GENERAL, "meeting =", "meetings =", "sources.meetings", "meetings", "meeting"),
    (GENERAL, "[[verification]]", "[verification_]", "verification", "0 个核查环节", "1 至 4"),
    (GENERAL, 'unit = "@supervising"', 'unit = "@boss"', "verification.1.unit", "@boss", "@area"),
    (
        GENERAL,
        'unit = "@supervising"',
        'unit = "cgj"',
        "verification.1.unit",
        "不能核查自己",
        "不牵头",
    ),
    (GENERAL, 'share = "10%"', 'share = "110%"', "revisiting.share", "110%", "80%"),
    (GENERAL, "solved = 1", "solved = -1", "evidence.solved", "-1", "0 至"),
    (GENERAL, "solved = 1", "resolved = 1", "evidence.resolved", "不认识", "solved"),
    (GENERAL, 'decline = "dcb"', 'decline = "dcbx"', "seconds.decline", "dcbx", "dcb"),
    (CITY, 'decision = "2工作时"', "decision = 2", "limits.decision", "不是时限", "工作时"),
    (GENERAL, "[[verification]]", "[verification]", "verification", "不是一组表", "[["),
    (GENERAL, "[sources]", "[source]", "sources", "没有任何来源", "meeting"),
    (CITY, "ends = 2027-06-30", "ends = 2025-06-30", "ends", "早于", "begins"),
    (CITY, '"01", "02"', '"01", "99"', "categories", "99", "categories.csv"),
    (CITY, 'task_force = "cwb"', 'task_force = "cwx"', "task_force", "cwx", "cwb"),
    (CITY, 'share = "30%"', 'share = "0%"', "revisiting.share", "是 0", "30%"),
    (
        RECTIFICATION,
        "basis =",
        "confidential = true\nbasis =",
        "guards.public_notice",
        "公示",
        "false",
    ),
    (PEOPLE, "intake|supervisor|arbiter|head", "intake|judge|head", "roles", "judge", "arbiter"),
    (PEOPLE, "intake|supervisor|arbiter|head", "", "roles", "没有角色", "supervisor"),
    (PEOPLE, ",dcb,督查办主任", ",dcbb,督查办主任", "unit", "dcbb", "dcb"),
    (PEOPLE, "shumingyuan", "shanliyan", "username", "重复", "每人"),
    (PEOPLE, "shumingyuan", "舒明远", "username", "舒明远", "小写字母"),
]


@pytest.mark.parametrize(("file", "old", "new", "field", "message", "hint"), BROKEN)
def test_a_mistake_is_named_with_file_line_field_and_what_would_be_right(
    a_pack, demo_files, file, old, new, field, message, hint
):
    folder = a_pack(file, old, new)
    found = [p for p in problems(folder) if p.file == file and p.field == field]
    assert found, [str(p) for p in problems(folder)]
    problem = next((p for p in found if message in p.message), found[0])
    assert message in problem.message
    assert hint in problem.hint
    lines = demo_files[file].replace(old, new, 1).split("\n")
    assert 1 <= problem.line <= len(lines)
    assert str(problem).startswith(f"{file}:{problem.line}")
    with pytest.raises(BrokenPack):
        load_people(folder, load(folder))


LINES = [
    (UNITS, "区教体局,department", "区教体局,bureau", "kind"),
    (CATEGORIES, ",line,szzx,井盖", ",line,szxx,井盖", "lead"),
    (DUTIES, "zz002,0104", "zz002,0199", "category"),
    (DISTRICT, 'arbiter = "dcb"', 'arbiter = "dcx"', "parts.arbiter"),
    (RECTIFICATION, 'name = "现场核查"', "name = 1", "verification.2.name"),
    (GENERAL, "begins = 2026-01-01", "begins = 2026-13-01", ""),
    (PEOPLE, ",dcb,督查办主任", ",dcbb,督查办主任", "unit"),
]


@pytest.mark.parametrize(("file", "old", "new", "field"), LINES)
def test_the_line_named_is_the_line_of_the_mistake(a_pack, demo_files, file, old, new, field):
    found = [p for p in problems(a_pack(file, old, new)) if p.field == field]
    assert [p.line for p in found[:1]] == [
        demo_files[file][: demo_files[file].index(old)].count("\n") + 1
    ]


def test_a_missing_clock_points_at_its_table(a_pack, demo_files):
    (problem,) = problems(a_pack(GENERAL, 'rework = "5工作日"\n', ""))
    assert demo_files[GENERAL].split("\n")[problem.line - 1] == "[limits]"


def test_every_clock_of_a_campaign_must_have_a_limit(a_pack, demo_files):
    table = demo_files[GENERAL].split("[limits]\n")[1].split("\n\n")[0]
    for line in table.split("\n"):
        name = line.split(" =")[0]
        found = problems(a_pack(GENERAL, f"{line}\n", ""))
        assert [p.field for p in found] == [f"limits.{name}"]


def test_a_dissolved_unit_may_not_be_named_any_more(a_pack):
    row = "czj,区财政局,,,department,990104,line,各职能部门|区直各单位,0000-66001018,"
    found = problems(a_pack(UNITS, row, f"{row}sjj"))
    assert {(p.file, p.field, p.hint) for p in found} == {
        (CATEGORIES, "lead", "sjj"),
        (DUTIES, "lead", "sjj"),
        (DUTIES, "supports", "sjj"),
    }
    folder = a_pack(UNITS, row, f"{row}sjj")
    text = (folder / CITY).read_text(encoding="utf-8")
    (folder / CITY).write_text(text.replace('"cwb"', '"czj"'), encoding="utf-8")
    assert (CITY, "task_force") in {(p.file, p.field) for p in problems(folder)}


def test_a_day_cannot_be_both_free_and_worked(a_pack):
    folder = a_pack(DISTRICT, "holidays = []", "holidays = [2026-11-25]")
    text = (folder / DISTRICT).read_text(encoding="utf-8")
    text = text.replace("workdays = []", "workdays = [2026-11-25]")
    (folder / DISTRICT).write_text(text, encoding="utf-8")
    assert [p.field for p in problems(folder)] == ["calendar.workdays"]


def test_a_day_without_working_time_is_refused(a_pack):
    slots = '[["08:00", "12:00"], ["14:00", "18:00"]]'
    assert [p.field for p in problems(a_pack(DISTRICT, slots, "[]"))] == ["calendar.slots"]


def test_a_table_that_is_none_is_refused(a_pack):
    found = problems(a_pack(DISTRICT, "[words]", "[words_]"))
    assert [p.field for p in found] == ["words_"]
    found = problems(a_pack(CITY, 'basis = "', 'seconds = 1\nbasis = "'))
    assert [p.field for p in found] == ["seconds"]


def test_empty_lines_in_a_table_are_no_mistake(a_pack):
    assert problems(a_pack(DUTIES, "zz002,0104", ",,,,,,,,\n\nzz002,0104")) == []


def test_a_pack_without_people_brings_none(a_pack):
    folder = a_pack(UNITS, "jyj", "jyj")
    (folder / PEOPLE).unlink()
    assert problems(folder) == []
    assert load_people(folder, load(folder)) == ()


def test_a_line_with_too_many_cells_is_named_and_the_rest_is_still_checked(a_pack):
    found = problems(a_pack(DUTIES, "zz002,0104,", "zz002,0104,,,"))
    assert [(p.file, p.line, p.field) for p in found] == [(DUTIES, 3, "")]


def test_all_mistakes_are_named_at_once(a_pack):
    folder = a_pack(UNITS, "区教体局,department", "区教体局,bureau")
    text = (folder / GENERAL).read_text(encoding="utf-8")
    (folder / GENERAL).write_text(text.replace('rework = "5工作日"\n', ""), encoding="utf-8")
    assert {p.file for p in problems(folder)} == {UNITS, GENERAL}
    with pytest.raises(BrokenPack) as refused:
        load(folder)
    assert len(refused.value.problems) == 2


def test_missing_files_and_folders_are_named(tmp_path, demo_files):
    (problem,) = problems(tmp_path / "nowhere")
    assert "没有这个文件夹" in problem.message
    write_folder({DISTRICT: demo_files[DISTRICT]}, tmp_path)
    assert {p.file for p in problems(tmp_path)} == {UNITS, CATEGORIES, DUTIES, "campaigns"}


def test_bytes_that_are_no_text_are_refused(a_pack):
    folder = a_pack(UNITS, "jyj", "jyj")
    (folder / UNITS).write_bytes(b"code,name\n\xff\xff\xff\n")
    assert any(p.file == UNITS and "编码" in p.message for p in problems(folder))
