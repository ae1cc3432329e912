"""The map, the borders, the sponsors: read with every mistake named, asked as a district asks."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import taizhang.packs
from taizhang.packs.answers import clause_of, find_answers, find_conflicts, find_places
from taizhang.packs.check import problems
from taizhang.packs.load import Pack, load, load_people
from taizhang.packs.model import AREA_KINDS
from taizhang.packs.problems import BrokenPack
from taizhang.packs.source import OPTIONAL, content_of, files_of
from taizhang.packs.warnings import uncovered, warnings_of
from taizhang.rules.duty_list import Basis
from taizhang.rules.places import Sure, Way
from taizhang.rules.shapes import Point, Where, point, where

FOLDER = Path(taizhang.packs.__file__).parent / "demo"
DEMO = load(FOLDER)
FILES = files_of(DEMO.content) | {"people.csv": (FOLDER / "people.csv").read_text("utf-8")}
AREAS, BORDERS = "areas.geojson", "borders.csv"
SPONSORS, SUPERVISION, RULINGS = "sponsors.csv", "supervision.csv", "rulings.csv"
MAP = json.loads(FILES[AREAS])
DAY = date(2026, 3, 2)
WEST, EAST = "990104002", "990104003"  # the neighbours of the border strip


@pytest.fixture
def a_pack(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    def write(changed: dict[str, str]) -> Path:
        for name, text in (FILES | changed).items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def first_of(name: str) -> str:
    """Return the first corner of a unit's polygon as the file writes it."""
    lon, lat = next(
        each["geometry"]["coordinates"][0][0]
        for each in MAP["features"]
        if each["properties"]["unit"] == name
    )
    return f"[{lon:.6f},{lat:.6f}]"


BROKEN = [
    (AREAS, '"FeatureCollection"', '"FeatureCollection', "", "JSON", "GeoJSON"),
    (AREAS, '"features"', '"feature"', "features", "列表", "FeatureCollection"),
    (AREAS, '"unit":"990104003"', '"unit":"990104999"', "features[3].properties.unit",
     "990104999", "units.csv"),
    (AREAS, '"unit":"990104003"', '"unit":"990104002"', "features[3].properties.unit",
     "不止一次", "MultiPolygon"),
    (AREAS, '"unit":"990104003"', '"unit":"cgj"', "features[3].properties.unit",
     "没有地界", "街道"),
    (AREAS, '"unit":"990104003",', "", "features[3].properties.unit", "没有写", "单位代码"),
    (AREAS, '"unit":"990104003",', '"unit":"990104003","color":"red",',
     "features[3].properties.color", "不认识", "unit"),
    (AREAS, '"Polygon"', '"Point"', "features[0].geometry.type", "不是面", "MultiPolygon"),
    (AREAS, first_of("990104"), "[]", "features[0].geometry.coordinates", "空的", "环"),
    (AREAS, first_of("990104"), '["东","西"]', "features[0].geometry.coordinates", "不是一个点",
     "经度"),
    (AREAS, first_of("990104"), "[150.1,30.1]", "features[0].geometry.coordinates", "没有闭合",
     "首尾相同"),
    (AREAS, first_of("990104"), "[1150.1,30.1]", "features[0].geometry.coordinates",
     "不在地球上", "经度"),
    (BORDERS, ",990104002,990104003,990104002,", ",990104002,cgj,990104002,", "other", "cgj",
     "990104003"),
    (BORDERS, ",990104002,990104003,990104002,", ",990104002,990104002,990104002,", "other",
     "同一家", "相邻"),
    (BORDERS, ",990104002,990104003,990104002,", ",990104002,990104003,990104001,", "lead",
     "不是两边之一", "990104003"),
    (BORDERS, ",990104002,990104003,", ",990104002,990104100,", "metres", "隔得更远", "相邻"),
    (BORDERS, ",60", ",六十", "metres", "六十", "整数"),
    (BORDERS, ",60", ",60\n柳叶渠沿线,990104002,990104003,990104002,60", "name", "重复", "名称"),
    (SPONSORS, "990104001,,", "990104999,,", "place", "990104999", "单位代码"),
    (SPONSORS, "990104001,,", ",,", "place", "没有写清", "只写一项"),
    (SPONSORS, "990104002,,", "990104001,,", "place", "已有包保人", "一处一人"),
    (SPONSORS, "fanzhixing", "fanzhixin", "person", "fanzhixin", "fanzhixing"),
    (SPONSORS, ",区长,", ",,", "post", "不能为空", "职务"),
    (SUPERVISION, "cwb,@area", "cwx,@area", "supervisor", "cwx", "cwb"),
    (SUPERVISION, "cwb,@area", "cwb,各街", "units", "各街", "单位代码"),
    (SUPERVISION, ",,07,", ",,0x,", "categories", "0x", "categories.csv"),
    (SUPERVISION, ",,07,", ",,,", "units", "都没有写", "至少写一项"),
    (RULINGS, "0108,", "0199,", "category", "0199", "类别代码"),
    (RULINGS, ",cgj,kgj,", ",cgj,cgj,", "fallback", "同一家", "主责以外"),
    (RULINGS, ",2026-12-31", ",年底", "expires", "年底", "2026-12-31"),
    (RULINGS, ",清编办〔2026〕6号（示例）,", ",,", "document", "不能为空", "文号"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "field", "message", "hint"), BROKEN)
def test_a_mistake_is_named_with_file_line_field_and_what_would_be_right(
    a_pack, file, old, new, field, message, hint
):
    assert old in FILES[file], "the example no longer fits the demo pack"
    folder = a_pack({file: FILES[file].replace(old, new, 1)})
    found = [p for p in problems(folder) if p.file == file and p.field == field]
    assert any(message in p.message and hint in p.hint for p in found), problems(folder)
    at = FILES[file][: FILES[file].index(old)].count("\n") + 1
    assert found[0].line in {at, at + new.count("\n")}
    with pytest.raises(BrokenPack):
        load_people(folder, load(folder))


def test_no_ruling_makes_a_unit_lead_what_it_verifies(a_pack):
    folder = a_pack({RULINGS: FILES[RULINGS].replace(",cgj,kgj,", ",dcb,kgj,")})
    assert {found.field for found in problems(folder)} == {"verification.1.unit"}


def test_every_optional_file_may_be_absent(a_pack):
    folder = a_pack({})
    for name in OPTIONAL:
        (folder / name).unlink()
    assert problems(folder) == []
    pack = load(folder)
    assert warnings_of(pack) == ()
    (place,) = find_places(pack, text="棠梨街道")
    assert place.area == EAST


def test_a_map_needs_the_districts_outline(a_pack):
    lines = FILES[AREAS].split("\n")
    (found,) = problems(a_pack({AREAS: "\n".join([lines[0], *lines[2:]])}))
    assert "全区" in found.message


def test_a_border_line_needs_its_row(a_pack):
    line = '{"type":"Feature","properties":{"border":"货运铁路"},"geometry":{"type":"LineString",'
    line += '"coordinates":[[150.1,30.0],[150.2,30.1]]}},'
    text = FILES[AREAS].replace('  {"type"', f'  {line}\n  {{"type"', 1)
    (found,) = problems(a_pack({AREAS: text}))
    assert "货运铁路" in found.message
    row = "货运铁路,990104001,990104004,990104001,50\n"
    folder = a_pack({AREAS: text, BORDERS: FILES[BORDERS] + row})
    assert problems(folder) == []
    found = find_places(load(folder), at=point("150.15", "30.05"))
    assert [place.area for place in found] == ["990104001", "990104004"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"type":"LineString"', '"type":"Point"'),
        ("[150.1,30.0],", ""),
        ("[150.1,30.0],", "[150.1],"),
    ],
)
def test_a_border_line_that_is_none_is_refused(a_pack, old, new):
    line = '  {"type":"Feature","properties":{"border":"柳叶渠沿线"},"geometry":'
    line += '{"type":"LineString","coordinates":[[150.1,30.0],[150.2,30.1]]}},\n'
    text = FILES[AREAS].replace('  {"type"', line.replace(old, new) + '  {"type"', 1)
    (found,) = problems(a_pack({AREAS: text}))
    assert found.line == 2


def test_the_demo_map_leaves_one_stretch_to_nobody_and_says_where_and_how_large():
    (fault,) = uncovered(DEMO)
    (warning,) = warnings_of(DEMO)
    assert fault.areas == ()
    assert "无主地带" in warning.message
    assert "公顷" in warning.message
    assert f"{fault.at.lon / 10**7:.6f},{fault.at.lat / 10**7:.6f}" in warning.message


def test_ground_that_two_areas_claim_and_ground_beyond_the_district_are_warned_of(a_pack):
    west, east = (f'"unit":"{unit}"' for unit in (WEST, EAST))
    swapped = FILES[AREAS].replace(east, '"unit":"old"').replace(west, east)
    swapped = swapped.replace('"unit":"old"', '"unit":"990104002001"')  # a community's own ground
    said = [each.message for each in warnings_of(load(a_pack({AREAS: swapped})))]
    assert sum("无主地带" in message for message in said) == 2
    features = MAP["features"]
    more = {"type": "Feature", "properties": {"unit": WEST}, "geometry": features[0]["geometry"]}
    doubled = [each for each in features if each["properties"]["unit"] != WEST]
    text = json.dumps({"type": "FeatureCollection", "features": [*doubled, more]})
    said = [each.message for each in warnings_of(load(a_pack({AREAS: text, BORDERS: HEADER})))]
    assert any("重叠" in message and "望舒街道" in message for message in said)
    small = {**features[0], "geometry": features[1]["geometry"]}
    text = json.dumps({"type": "FeatureCollection", "features": [small, *features[1:]]})
    said = [each.message for each in warnings_of(load(a_pack({AREAS: text})))]
    assert any("出界" in message for message in said)


HEADER = FILES[BORDERS].split("\n")[0] + "\n"


def test_twelve_areas_and_the_outline_are_drawn():
    drawn = {code for code, spot in DEMO.territory.spots.items() if spot.shape}
    assert drawn == {unit.code for unit in DEMO.units.of_kind(*AREA_KINDS)}
    assert DEMO.territory.outline


def border_point(pack: Pack) -> Point:
    """Return a corner that both neighbours of the border strip have."""
    spots = pack.territory.spots
    west, east = (set(spots[code].shape[0].outer) for code in (WEST, EAST))
    return sorted(west & east)[1]


def test_a_point_of_the_border_belongs_to_both_and_the_lead_is_the_packs():
    at = border_point(DEMO)
    assert {where(at, DEMO.territory.spots[code].shape) for code in (WEST, EAST)} == {Where.BORDER}
    found = find_places(DEMO, at=at)
    assert [place.area for place in found] == [WEST, EAST]
    (answer,) = find_answers(DEMO, on=DAY, category="0110", at=at)
    assert answer.lead == WEST
    assert EAST in answer.supports


def test_what_somebody_chose_as_the_area_stands_above_point_and_words():
    found = find_places(DEMO, area=EAST, text="望舒街道", at=border_point(DEMO))
    assert [(place.area, place.sure) for place in found] == [(EAST, Sure.CERTAIN)]
    (answer,) = find_answers(DEMO, on=DAY, category="0110", area=EAST, at=border_point(DEMO))
    assert answer.lead == EAST
    assert WEST in answer.supports


def test_a_grid_code_and_an_address_name_the_same_street():
    (by_code,) = find_places(DEMO, text="网格990104001002001")
    (by_name,) = find_places(DEMO, text="澄漪商务大厦楼宇网格北侧")
    assert by_code.area == by_name.area == "990104001"
    assert (by_code.way, by_name.way) == (Way.GRID, Way.ADDRESS)


def test_the_campaigns_side_decides_and_its_document_is_the_ground():
    city, general = DEMO.campaigns["hygienic_city"], DEMO.default_campaign
    (area,) = find_answers(DEMO, on=DAY, category="0112", area=EAST, campaign=city)
    (line,) = find_answers(DEMO, on=DAY, category="0112", area=EAST, campaign=general)
    assert (area.lead, line.lead) == (EAST, "cgj")
    told = next(g for g in area.grounds if g.basis is Basis.CAMPAIGN)
    assert told.clause == clause_of(city).basis == city.basis


def test_a_confirmed_ruling_holds_where_and_as_long_as_it_says():
    ruled = find_answers(DEMO, on=DAY, category="0108", area=WEST)
    late = find_answers(DEMO, on=date(2027, 1, 1), category="0108", area=WEST)
    away = find_answers(DEMO, on=DAY, category="0108", area=EAST)
    assert [answer.lead for answer in ruled] == ["cgj", "kgj"]
    assert [answer.lead for answer in late] == [answer.lead for answer in away] == ["kgj"]
    (said,) = find_conflicts(DEMO, ruled)
    assert "2家" in said.said(str)


def test_every_answer_of_the_demo_district_rests_on_a_clause():
    for category in DEMO.categories:
        for answer in find_answers(DEMO, on=DAY, category=category, area=EAST):
            assert answer.clause, category
            assert answer.lead in DEMO.units
            assert answer.sponsor is not None


def test_a_category_without_a_row_of_its_own_speaks_for_itself(a_pack):
    rows = [row for row in FILES["duties.csv"].split("\n") if ",0113," not in row]
    pack = load(a_pack({"duties.csv": "\n".join(rows)}))
    (answer,) = find_answers(pack, on=DAY, category="0113", area=EAST)
    assert answer.lead == DEMO.categories["0113"].lead
    assert answer.grounds[0].basis is Basis.CATEGORY


def test_a_merged_street_is_found_by_its_old_name_and_its_communities_go_with_it(a_pack):
    units = FILES["units.csv"]
    row = next(line for line in units.split("\n") if line.startswith("990104003,"))
    drawn = "\n".join(line for line in FILES[AREAS].split("\n") if "990104003" not in line)
    sponsors = FILES[SPONSORS].replace("990104003,,", ",旧案,")
    folder = a_pack(
        {
            "units.csv": units.replace(row, row + "990104002"),
            AREAS: drawn,
            BORDERS: HEADER,
            SPONSORS: sponsors,
        }
    )
    pack = load(folder)
    for text in ("棠梨街道办事处门前", "渡桑社区"):
        (place,) = find_places(pack, text=text)
        assert place.area == WEST
    (answer,) = find_answers(pack, on=DAY, category="0110", area="990104003")
    assert answer.lead == WEST
    folder = a_pack({"units.csv": units.replace(row, row + WEST)})
    told = {found.file for found in problems(folder) if "已撤并" in found.message}
    assert told == {AREAS, SPONSORS}


@pytest.mark.parametrize("text", ["[" * 100_000, "[" + "9" * 10_000 + "]", "[NaN]", "null", ""])
def test_a_map_that_is_none_is_refused_in_a_sentence(a_pack, text):
    assert {found.file for found in problems(a_pack({AREAS: text}))} == {AREAS}


def test_the_map_belongs_to_the_edition(a_pack):
    text = FILES[AREAS].replace("150.1", "150.2", 1)
    assert content_of(files_of(DEMO.content) | {AREAS: text}) != DEMO.content
