from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import taizhang.packs
from taizhang.packs.difference import Change, Fate, Part, Shift, difference
from taizhang.packs.load import from_files, load
from taizhang.packs.source import files_of

DEMO = load(Path(taizhang.packs.__file__).parent / "demo")
FILES = files_of(DEMO.content)


def changed(name: str, old: str, new: str) -> tuple[Change, ...]:
    assert FILES[name].count(old) == 1, old
    return difference(DEMO, from_files({**FILES, name: FILES[name].replace(old, new)}))


def line(name: str, start: str) -> str:
    return next(line for line in FILES[name].split("\n") if line.startswith(start))


def test_a_pack_does_not_differ_from_itself():
    assert difference(DEMO, DEMO) == ()


def test_a_longer_limit_of_a_campaign_is_named_with_what_it_was():
    found = changed("campaigns/hygienic_city.toml", 'rework = "4工作时"', 'rework = "1工作日"')
    shift = Shift("时限 返工", "4工作时", "1工作日")
    name = DEMO.campaigns["hygienic_city"].name
    assert found == (Change(Part.CAMPAIGN, "hygienic_city", name, Fate.CHANGED, (shift,)),)


def test_a_renamed_unit_is_one_changed_unit():
    old = DEMO.units.unit("cgj")
    row = line("units.csv", "cgj,")
    found = changed("units.csv", row, row.replace(old.name, "清河区城市运行管理局", 1))
    (change,) = [each for each in found if each.part is Part.UNIT]
    assert (change.code, change.fate) == ("cgj", Fate.CHANGED)
    assert Shift("名称", old.name, "清河区城市运行管理局") in change.shifts


def test_a_duty_left_out_is_removed_and_seen_from_the_other_side_added():
    row = line("duties.csv", "zz001,") + "\n"
    without = from_files({**FILES, "duties.csv": FILES["duties.csv"].replace(row, "")})
    (gone,) = difference(DEMO, without)
    (come,) = difference(without, DEMO)
    assert (gone.code, gone.fate) == ("zz001", Fate.REMOVED)
    assert (come.code, come.fate) == ("zz001", Fate.ADDED)


def test_a_holiday_of_the_districts_own_shows_in_the_calendar():
    (change,) = changed("district.toml", "holidays = []", "holidays = [2026-12-01]")
    assert change.part is Part.DISTRICT
    assert [shift.field for shift in change.shifts] == ["节假日历"]


@given(st.lists(st.sampled_from(sorted(d.code for d in DEMO.duties)), unique=True, max_size=8))
def test_what_one_way_removes_the_other_way_adds(codes):
    rows = FILES["duties.csv"].split("\n")
    kept = "\n".join(row for row in rows if row.split(",")[0] not in codes)
    other = from_files({**FILES, "duties.csv": kept})
    assert {c.code for c in difference(DEMO, other)} == set(codes)
    assert {c.fate for c in difference(DEMO, other)} <= {Fate.REMOVED}
    assert {c.code for c in difference(other, DEMO)} == set(codes)


@pytest.mark.parametrize("code", sorted({*DEMO.campaigns} - {DEMO.district.default_campaign}))
def test_a_campaign_left_out_is_removed_alone(code):
    rest = {key: text for key, text in FILES.items() if key != f"campaigns/{code}.toml"}
    (change,) = difference(DEMO, from_files(rest))
    assert (change.part, change.code, change.fate) == (Part.CAMPAIGN, code, Fate.REMOVED)


@pytest.mark.parametrize(
    ("name", "old", "new", "thing", "field"),
    [
        ("areas.geojson", "150.1", "150.2", "的地界", "地界"),
        ("borders.csv", ",60", ",80", "交界处柳叶渠沿线", "米数"),
        ("sponsors.csv", ",区长,", ",常务副区长,", "澄漪街道的包保", "包保人"),
        ("supervision.csv", "cwb,@area", "cwb,990104001", "区创卫办的监管", "单位"),
        ("rulings.csv", "2026-12-31", "2027-06-30", "的裁定", "有效至"),
    ],
)
def test_what_is_laid_down_beside_the_duty_list_shows_too(name, old, new, thing, field):
    text = FILES[name].replace(old, new, 1) if name != "areas.geojson" else moved(FILES[name])
    (change,) = difference(DEMO, from_files({**FILES, name: text}))
    assert change.part is Part.BESIDE
    assert thing in change.name
    assert [shift.field for shift in change.shifts] == [field]


def moved(text: str) -> str:
    """Return the map with one inner corner of one street moved by a decimetre."""
    row = line("areas.geojson", '  {"type":"Feature","properties":{"unit":"990104001"')
    corner = row.split("],[")[3]
    lon, lat = corner.split(",")
    return text.replace(row, row.replace(corner, f"{float(lon) + 1e-6:.6f},{lat}"))
