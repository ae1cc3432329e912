"""Every word that pages show of states, sources, units and the like is spoken in English too."""

import re

import pytest
from django.utils.translation import override

from taizhang.rules.clock import PRINTED, Limit, TimeUnit
from taizhang.web.labels import KINDS, word_of
from taizhang.web.moments import limit_words

CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_of_any_kind_has_an_english_one(kind: str) -> None:
    with override("en"):
        left = [value for value in KINDS[kind] if CHINESE.search(word_of(value, kind))]
    assert not left


@pytest.mark.parametrize("unit", TimeUnit)
def test_a_limit_is_said_in_both_languages(unit: TimeUnit) -> None:
    limit = Limit(2, unit, PRINTED)
    with override("zh-hans"):
        assert limit_words(limit).endswith("（次日起算）")
    with override("en"):
        assert not CHINESE.search(limit_words(limit))
