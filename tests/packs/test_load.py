from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import taizhang.packs
from taizhang.packs.limits import limit_from_words, words_of_limit
from taizhang.packs.load import load, load_content, load_people
from taizhang.packs.model import Source, UnitKind
from taizhang.packs.problems import BrokenPack, Findings
from taizhang.packs.source import (
    OPTIONAL,
    content_of,
    digest_of,
    files_of,
    read_folder,
    write_folder,
)
from taizhang.rules.clock import CATEGORY, PRINTED, Limit, TimeUnit
from taizhang.rules.lifecycle.guards import load_regime
from taizhang.rules.lifecycle.states import Role

FOLDER = Path(taizhang.packs.__file__).parent / "demo"
DEMO = load(FOLDER)
campaigns = pytest.mark.parametrize("campaign", DEMO.campaigns.values(), ids=DEMO.campaigns)


def test_an_edition_stored_and_read_back_is_the_same_edition():
    again = load_content(DEMO.content)
    assert again.digest == DEMO.digest == digest_of(DEMO.content)
    assert again.campaigns == DEMO.campaigns
    assert again.categories == DEMO.categories
    assert again.duties == DEMO.duties
    assert list(again.units) == list(DEMO.units)


def test_a_pack_written_to_another_folder_is_the_same_edition(tmp_path):
    write_folder(files_of(DEMO.content), tmp_path)
    assert load(tmp_path).digest == DEMO.digest


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("gb18030"),
    ],
    ids=["windows line ends", "byte-order mark", "gb18030"],
)
def test_the_same_pack_saved_by_another_editor_is_the_same_edition(tmp_path, saved):
    for name, text in files_of(DEMO.content).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(saved(text))
    assert load(tmp_path).digest == DEMO.digest


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_content_gives_back_exactly_the_files_in_any_order(files):
    content = content_of(files)
    assert files_of(content) == files
    assert content_of(dict(reversed(files.items()))) == content


def test_one_changed_character_is_another_edition():
    files = files_of(DEMO.content)
    files["units.csv"] = files["units.csv"].replace("区教体局", "区教体委")
    assert load_content(content_of(files)).digest != DEMO.digest


def test_a_broken_edition_is_refused_when_it_is_read_back():
    files = files_of(DEMO.content)
    with pytest.raises(BrokenPack, match=r"units\.csv"):
        load_content(content_of(files | {"units.csv": "code\n"}))


def test_people_and_samples_are_no_part_of_an_edition():
    assert set(read_folder(FOLDER, Findings())) == {
        "district.toml",
        "units.csv",
        "categories.csv",
        "duties.csv",
        *OPTIONAL,
        *(f"campaigns/{code}.toml" for code in DEMO.campaigns),
    }


def test_the_demo_district_has_the_shape_of_a_district():
    kinds = [unit.kind for unit in DEMO.units]
    assert kinds.count(UnitKind.DEPARTMENT) >= 40
    assert kinds.count(UnitKind.STREET) + kinds.count(UnitKind.TOWNSHIP) == 12
    assert kinds.count(UnitKind.COMMUNITY) + kinds.count(UnitKind.VILLAGE) == 160
    assert len(DEMO.duties) >= 80
    assert len(DEMO.categories) >= 60
    assert set(DEMO.campaigns) == {
        "general",
        "hygienic_city",
        "inspection_rectification",
        "key_projects",
    }
    assert DEMO.default_campaign.name == "日常督办"


def test_every_group_has_members_and_streets_are_not_townships():
    assert all(DEMO.units.groups().values())
    streets, townships = set(DEMO.units.find("各街道")), set(DEMO.units.find("各乡镇"))
    assert not streets & townships
    assert set(DEMO.units.find("各街道（乡镇）")) == streets | townships


@campaigns
def test_every_unit_that_a_campaign_names_exists(campaign):
    named = {
        *(step.unit for step in campaign.steps),
        campaign.revisiting.unit,
        *(campaign.seconds or {}).values(),
        campaign.parts.leader,
        campaign.parts.supervising,
        campaign.parts.intake,
        campaign.parts.arbiter,
    }
    assert all(unit.startswith("@") or unit in DEMO.units for unit in named)


@campaigns
def test_what_register_pins_can_be_read_back(campaign):
    regime = campaign.regime()
    assert load_regime(regime.dump()) == regime
    assert regime.guards == campaign.guards()
    assert regime.guards.steps == len(campaign.steps)


def test_the_time_for_handling_comes_from_the_category_then_the_source_then_the_campaign():
    city = DEMO.campaigns["hygienic_city"]
    rubbish = DEMO.categories["0110"].condition()
    assert city.limit_for(Source.INSPECTION, rubbish) == Limit(4, TimeUnit.WORK_HOUR)
    assert city.limit_for(Source.INSPECTION) == Limit(8, TimeUnit.WORK_HOUR)
    assert city.limit_for(Source.SENSOR) == city.limits.handling


def test_a_campaign_takes_its_categories_only_and_the_general_one_takes_all():
    assert DEMO.campaigns["key_projects"].takes("0803")
    assert not DEMO.campaigns["key_projects"].takes("0110")
    assert all(DEMO.default_campaign.takes(code) for code in DEMO.categories)


def test_a_campaign_runs_between_its_dates():
    projects = DEMO.campaigns["key_projects"]
    assert projects.is_running(projects.begins)
    assert projects.ends is not None
    assert projects.is_running(projects.ends)
    assert not projects.is_running(projects.ends.replace(year=projects.ends.year + 1))
    assert DEMO.default_campaign.is_running(projects.ends.replace(year=2099))


def test_a_category_may_have_several_conditions_and_steps():
    building = DEMO.categories["0101"]
    assert [condition.number for condition in building.conditions] == [1, 2]
    assert [step.name for step in building.condition(1).steps] == ["制止", "处罚", "拆除"]
    assert building.condition(1).handling == building.condition(1).steps[-1].limit


@campaigns
def test_demo_people_can_play_every_part_of_every_campaign_independently(campaign):
    people = load_people(FOLDER, DEMO)
    posts = {(p.unit, role) for p in people for role in p.roles}
    units = {p.unit for p in people}
    for step in campaign.steps:
        resolved = {"@supervising": campaign.parts.supervising, "@leader": campaign.parts.leader}
        assert resolved.get(step.unit, step.unit) in units
    parts = campaign.parts
    assert (parts.intake, Role.INTAKE) in posts
    assert (parts.arbiter, Role.ARBITER) in posts
    assert (parts.leader, Role.LEADER) in posts
    supervisors = [p for p in people if p.unit == parts.supervising and Role.SUPERVISOR in p.roles]
    assert len(supervisors) >= 3


def test_every_department_street_and_township_has_a_handler_and_a_head():
    people = load_people(FOLDER, DEMO)
    for unit in DEMO.units.of_kind(UnitKind.DEPARTMENT, UnitKind.STREET, UnitKind.TOWNSHIP):
        roles = {role for p in people if p.unit == unit.code for role in p.roles}
        expected = {Role.SUPERVISOR} if unit.code == "dcb" else {Role.HANDLER}
        assert expected | {Role.HEAD} <= roles, unit.name


def test_all_roles_are_held_by_somebody():
    assert {role for p in load_people(FOLDER, DEMO) for role in p.roles} == set(Role)


@given(st.integers(1, 9999), st.sampled_from(list(TimeUnit)), st.sampled_from([CATEGORY, PRINTED]))
def test_a_limit_reads_as_it_is_written(amount, unit, basis):
    limit = Limit(amount, unit, basis)
    assert limit_from_words(words_of_limit(limit)) == limit


@pytest.mark.parametrize("words", ["3天", "3日", "0工作日", "工作日", "-1工作日", "3 days", "尽快"])
def test_words_that_leave_the_unit_open_are_no_limit(words):
    assert limit_from_words(words) is None


def test_a_limit_may_be_written_as_people_do():
    assert limit_from_words("2个工作日") == Limit(2, TimeUnit.WORK_DAY)
    assert limit_from_words("20自然日(次日起算)") == Limit(20, TimeUnit.NATURAL_DAY, PRINTED)
