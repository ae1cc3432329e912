from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.rules.alike import Bounds, Mention, Reason, likeness, metres, reasons

MORNING = datetime(2026, 10, 12, 1, tzinfo=UTC)
HOLE = Mention("东风路与园田路口井盖破损，存在安全隐患", "东风路与园田路口", "0511", MORNING)
USUAL = Bounds()


def later(mention: Mention, **given: int) -> Mention:
    return replace(mention, at=mention.at + timedelta(**given))


def test_the_same_kind_at_the_same_place_on_the_same_day_may_be_the_same():
    other = replace(later(HOLE, hours=20), text="园田路口窨井盖翘起")
    assert reasons(HOLE, other, USUAL) == (Reason.SAME_PLACE,)


@pytest.mark.parametrize(
    "other",
    [
        replace(later(HOLE, hours=25), text="园田路口窨井盖翘起"),
        replace(HOLE, category="0104", text="墙面小广告"),
        replace(HOLE, place="沙口路与农业路口", text="井盖丢失"),
    ],
    ids=["a day later", "another kind", "another place"],
)
def test_what_is_later_or_other_or_elsewhere_is_another_matter(other):
    assert reasons(HOLE, other, USUAL) == ()


def test_the_same_words_days_later_may_be_the_same_unless_they_are_of_another_place():
    other = replace(
        later(HOLE, days=3), text="东风路与园田路口，井盖破损、存在安全隐患！", category=""
    )
    assert reasons(HOLE, other, USUAL) == (Reason.SAME_WORDS,)
    assert reasons(HOLE, replace(other, place="沙口路与农业路口"), USUAL) == ()
    assert reasons(HOLE, later(other, days=30), USUAL) == ()


@pytest.mark.parametrize(("north", "near"), [(0.0004, True), (0.0005, False)])
def test_points_decide_where_both_have_them(north, near):
    one = replace(HOLE, point=(113.62, 34.75), text="甲乙丙")
    other = replace(HOLE, point=(113.62, 34.75 + north), text="丁戊己", place="别处")
    assert bool(reasons(one, other, USUAL)) == near


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres():
    assert metres((113.0, 34.0), (113.0, 35.0)) == pytest.approx(111_195, abs=1)
    assert metres((0.0, 0.0), (180.0, 0.0)) == pytest.approx(20_015_115, abs=20)


texts = st.text(alphabet="东风路井盖破损积水，。 1２", max_size=12)
mentions = st.builds(
    Mention,
    texts,
    texts,
    st.sampled_from(["", "0511", "0104"]),
    st.integers(0, 100).map(lambda hours: MORNING + timedelta(hours=hours)),
    st.none() | st.tuples(st.floats(113.6, 113.601), st.floats(34.7, 34.701)),
)


@given(texts, texts)
def test_likeness_is_a_share_that_does_not_depend_on_the_order(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) in (Fraction(1), Fraction(0))


@given(mentions, mentions)
def test_who_is_asked_first_changes_nothing(one, other):
    assert reasons(one, other, USUAL) == reasons(other, one, USUAL)


@given(mentions, mentions, st.integers(0, 48))
def test_wider_bounds_never_find_less(one, other, more):
    narrow = Bounds(hours=24)
    wide = Bounds(metres=50, hours=24 + more)
    assert set(reasons(one, other, narrow)) <= set(reasons(one, other, wide))
