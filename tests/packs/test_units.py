from hypothesis import given
from hypothesis import strategies as st

from taizhang.packs.model import Group, Unit, UnitKind
from taizhang.packs.units import UnitTree

GROUPS = (Group("各街道", ("各办事处",)),)
TREE = UnitTree(
    [
        Unit("q", "甲市乙区", UnitKind.DISTRICT, short="乙区"),
        Unit("jyj", "区教育局", UnitKind.DEPARTMENT, "q", aliases=("区教体局",)),
        Unit("s1", "一街道办事处", UnitKind.STREET, "q", short="一街道", groups=("各街道",)),
        Unit("s2", "二街道办事处", UnitKind.STREET, "q", short="二街道", groups=("各街道",)),
        Unit("c1", "子社区", UnitKind.COMMUNITY, "s1"),
        Unit("g1", "子社区一网格", UnitKind.GRID, "c1"),
        Unit("old", "区文教局", UnitKind.DEPARTMENT, "q", successor="older"),
        Unit("older", "区科教局", UnitKind.DEPARTMENT, "q", successor="jyj"),
    ],
    GROUPS,
)


def test_a_grid_is_below_its_community_its_street_and_the_district():
    assert TREE.ancestors("g1") == ("c1", "s1", "q")
    assert TREE.is_below("g1", "s1")
    assert not TREE.is_below("s1", "g1")
    assert not TREE.is_below("s1", "s1")
    assert not TREE.is_below("nobody", "q")


def test_a_unit_is_found_by_every_name_that_people_use():
    for name in ("区教育局", "教育局", "乙区教育局", "甲市乙区教育局", "区教体局", "教体局"):
        assert TREE.find(name) == ("jyj",), name
    assert TREE.find("一街道") == TREE.find("一街道办事处") == ("s1",)
    assert TREE.find("区水利局") == ()


def test_a_group_means_all_its_members_under_each_of_its_names():
    assert TREE.find("各街道") == TREE.find("各办事处") == ("s1", "s2")
    assert TREE.names()["各街道"] == ("s1", "s2")
    assert TREE.names()["教育局"] == ("jyj",)


def test_the_duties_of_a_dissolved_unit_are_with_its_last_successor():
    assert TREE.current("old") == "jyj"
    assert TREE.current("jyj") == "jyj"


def test_a_place_lies_in_its_street():
    assert TREE.area_of("g1") == TREE.area_of("s1") == "s1"
    assert TREE.area_of("jyj") is None


def test_an_unknown_code_is_shown_as_it_is():
    assert TREE.title("x9") == "x9"
    assert TREE.title("s1") == "一街道"
    assert TREE.root.code == "q"
    assert len(TREE) == 8
    assert [u.code for u in TREE.of_kind(UnitKind.STREET)] == list(TREE.groups()["各街道"])
    assert TREE.children("s1") == ("c1",)
    assert "s1" in TREE
    assert "x9" not in TREE


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_being_below_is_what_walking_up_the_parents_finds(parents):
    units = [Unit("u0", "零", UnitKind.DISTRICT)]
    for number, parent in enumerate(parents, 1):
        code = f"u{number}"
        units.append(Unit(code, f"单位{number}", UnitKind.DEPARTMENT, f"u{parent % number}"))
    tree = UnitTree(units)
    for unit in units:
        above, at = set(), unit
        while at.parent:
            above.add(at.parent)
            at = tree.unit(at.parent)
        assert {u.code for u in units if tree.is_below(unit.code, u.code)} == above


def test_a_short_name_that_could_mean_two_units_means_neither():
    tree = UnitTree(
        [
            Unit("q", "乙区", UnitKind.DISTRICT),
            Unit("a", "区水务中心", UnitKind.DEPARTMENT, "q", aliases=("区水务",)),
            Unit("b", "水务", UnitKind.DEPARTMENT, "q"),
        ]
    )
    assert tree.find("水务") == ("b",)
