from pathlib import Path

import pytest

import taizhang.packs
from taizhang.packs.load import from_files, load
from taizhang.packs.problems import BrokenPack
from taizhang.packs.read_ladder import words_of_rung
from taizhang.packs.source import files_of
from taizhang.rules.lifecycle.guards import load_regime

DEMO = load(Path(taizhang.packs.__file__).parent / "demo")
FILES = files_of(DEMO.content)
GENERAL = "campaigns/general.toml"


def with_ladder(text: str):
    return from_files({**FILES, GENERAL: FILES[GENERAL] + "\n" + text})


def problems(text: str):
    with pytest.raises(BrokenPack) as broken:
        with_ladder(text)
    return [(p.file, p.field) for p in broken.value.problems]


def test_the_demonstration_district_reminds_urges_and_raises():
    said = [(rung.name, words_of_rung(rung)) for rung in DEMO.district.ladder]
    assert said == [
        ("临近提醒", "黄灯提醒"),
        ("逾期催办", "到期催办"),
        ("提级督办", "逾期1工作日提级"),
    ]
    assert DEMO.campaigns["general"].ladder == DEMO.district.ladder
    regime = DEMO.campaigns["general"].regime()
    assert load_regime(regime.dump()).ladder == DEMO.district.ladder


def test_a_campaign_may_have_a_ladder_of_its_own():
    pack = with_ladder('[[ladder]]\nname = "催"\nat = "逾期4工作时"\nclocks = ["handling"]\n')
    (rung,) = pack.campaigns["general"].ladder
    assert (words_of_rung(rung), rung.clocks) == ("逾期4工作时催办", ("handling",))
    assert pack.campaigns["key_projects"].ladder == DEMO.district.ladder


def test_a_campaign_may_have_none():
    text = FILES[GENERAL].replace("begins =", "ladder = []\nbegins =", 1)
    assert from_files({**FILES, GENERAL: text}).campaigns["general"].ladder == ()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('[[ladder]]\nname = "催"\nat = "明天"\n', "ladder.1.at"),
        ('[[ladder]]\nname = "催"\nat = "逾期3天"\n', "ladder.1.at"),
        ('[[ladder]]\nat = "到期"\n', "ladder.1.name"),
        ('[[ladder]]\nname = "挂牌"\nat = "到期"\nlevel = 2\n', "ladder.1.level"),
        ('[[ladder]]\nname = "催"\nat = "到期"\nclocks = ["report"]\n', "ladder.1.clocks"),
        (
            '[[ladder]]\nname = "二"\nat = "逾期1工作日"\n[[ladder]]\nname = "一"\nat = "到期"\n',
            "ladder.2.at",
        ),
    ],
)
def test_a_rung_that_cannot_be_is_named_by_its_field(text, field):
    assert (GENERAL, field) in problems(text)
