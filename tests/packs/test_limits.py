from datetime import time

import pytest

from taizhang.packs.limits import limit_from_words, words_of_limit
from taizhang.rules.clock import PRINTED, Limit, TimeUnit
from taizhang.rules.presets import PRESETS

DAY = TimeUnit.NATURAL_DAY


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.code)
def test_a_pack_names_a_preset_by_its_code_or_by_its_name(preset):
    for words in (preset.name, f"preset:{preset.code}", f"preset:{preset.name}"):
        assert limit_from_words(words) == preset.limit
    assert limit_from_words(words_of_limit(preset.limit)) == preset.limit


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("当日", Limit(0, DAY, PRINTED)),
        ("当日（20:00后次日）", Limit(0, DAY, PRINTED, time(20))),
        ("当日(8：30后次日)", Limit(0, DAY, PRINTED, time(8, 30))),
    ],
)
def test_what_may_not_wait_overnight_can_be_said(words, limit):
    assert limit_from_words(words) == limit
    assert limit_from_words(words_of_limit(limit)) == limit


@pytest.mark.parametrize(
    "words", ["当日后", "preset:", "preset:信", "当日（25:00后次日）", "0自然日"]
)
def test_what_names_no_limit_is_none(words):
    assert limit_from_words(words) is None
