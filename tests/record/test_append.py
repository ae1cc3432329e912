"""Appending: one entry after the other, nothing twice, nothing between."""

import hashlib
import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from taizhang.record.actions import append, last_seq, take_number
from taizhang.record.bodies import canonical, hashes_in, spelled
from taizhang.record.models import Entry, Text
from taizhang.record.refusals import Conflict, Repeated
from taizhang.record.texts import spelled_data, texts_of

from .writing import ALICE, BOB, NOON, REGION, an_entry


@pytest.mark.django_db
def test_an_entry_says_who_when_and_what():
    made = an_entry(data={"to": "chengguan", "days": 3}, by=BOB)
    read = Entry.objects.get(id=made.id)
    assert (read.by.person, read.by.post, read.by.unit) == (2, 12, "chengguan")
    assert read.at == NOON + timedelta(minutes=1)
    assert read.data == {"to": "chengguan", "days": 3}
    assert str(read) == "item 7#1 annotate"


@pytest.mark.django_db
def test_free_text_is_never_inside_the_entry():
    entry = an_entry(texts={"note": "张三家门口的井盖丢了"}, data={"photo": 1})
    text = Text.objects.get()
    digest = hashlib.sha256(bytes.fromhex(text.salt) + "张三家门口的井盖丢了".encode())
    assert "张三" not in entry.body
    assert entry.data == {"photo": 1, "note": {"text": digest.hexdigest()}}
    assert spelled_data(REGION, [entry]) == [{"photo": 1, "note": "张三家门口的井盖丢了"}]


@pytest.mark.django_db
def test_equal_texts_have_different_hashes_unless_the_salt_is_given():
    first = an_entry(texts={"note": "已清理"})
    second = an_entry(seq=2, texts={"note": "已清理"})
    third = an_entry(seq=3, texts={"note": "已清理"}, salts={"note": "00" * 16})
    assert first.data != second.data
    assert third.data["note"]["text"] == hashlib.sha256(bytes(16) + "已清理".encode()).hexdigest()


@pytest.mark.django_db
def test_a_name_is_either_data_or_text():
    with pytest.raises(ValueError, match="note"):
        an_entry(data={"note": 1}, texts={"note": "x"})


@pytest.mark.django_db
def test_a_double_click_makes_one_entry():
    first = an_entry(command_id="c1", texts={"note": "一"})
    with pytest.raises(Repeated) as again:
        an_entry(command_id="c1", seq=2, texts={"note": "一"})
    assert again.value.first == first
    assert Entry.objects.count() == Text.objects.count() == 1


@pytest.mark.django_db
def test_the_same_command_id_in_another_stream_is_another_command():
    an_entry(command_id="c1")
    an_entry(command_id="c1", stream=8)
    assert Entry.objects.count() == 2


@pytest.mark.django_db
def test_a_command_id_cannot_stand_for_two_commands():
    an_entry(command_id="c1")
    with pytest.raises(Conflict, match="操作编号"):
        an_entry(command_id="c1", seq=2, command="urge")


@pytest.mark.django_db
def test_the_later_of_two_writers_is_told_of_the_conflict():
    an_entry()
    an_entry(seq=2)
    with pytest.raises(Conflict, match="已记到第 2 条") as late:
        an_entry(seq=2)
    assert late.value.code == "conflict"
    assert last_seq(REGION, "item", 7) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("seq", [2, 5])
def test_a_stream_has_no_gap(seq):
    with pytest.raises(Conflict, match="下一条应为第 1 条"):
        an_entry(seq=seq)


@pytest.mark.django_db
def test_a_conflict_leaves_the_transaction_usable():
    an_entry()
    with transaction.atomic():
        with pytest.raises(Conflict):
            an_entry()
        an_entry(seq=2)
    assert last_seq(REGION, "item", 7) == 2


@pytest.mark.django_db
def test_an_entry_costs_two_statements(django_assert_num_queries):
    with django_assert_num_queries(2):
        an_entry(texts={"note": "甲", "result": "乙"})
    with django_assert_num_queries(1):
        an_entry(seq=2)


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


class Streams(TestCase):
    """Properties over streams that really stand in the database."""

    @given(
        st.lists(
            st.tuples(
                st.dictionaries(st.text(min_size=1, max_size=5), PLAIN, max_size=3),
                st.dictionaries(st.sampled_from(["note", "result"]), WORDS, max_size=2),
            ),
            min_size=1,
            max_size=4,
        )
    )
    def test_what_was_appended_is_read_back_in_order(self, story):
        story = [
            ({name: part for name, part in data.items() if name not in texts}, texts)
            for data, texts in story
        ]
        for seq, (data, texts) in enumerate(story, 1):
            an_entry(seq=seq, data={"d": data}, texts=texts)
        entries = list(Entry.objects.of(REGION, "item", 7))
        assert [entry.seq for entry in entries] == list(range(1, len(story) + 1))
        kept = texts_of(REGION, (hash_ for entry in entries for hash_ in hashes_in(entry.data)))
        for entry, (data, texts) in zip(entries, story, strict=True):
            assert entry.data["d"] == data
            assert {name: spelled(entry.data[name], kept) for name in texts} == texts

    @given(st.lists(st.integers(0, 5), min_size=1, max_size=20))
    def test_however_often_commands_arrive_each_stands_once(self, clicks):
        made = {}
        for click in clicks:
            given_before = last_seq(REGION, "item", 7)
            try:
                entry = an_entry(command_id=str(click), seq=given_before + 1)
            except Repeated as again:
                entry = again.first
            assert made.setdefault(click, entry) == entry
        assert Entry.objects.count() == len(set(clicks)) == last_seq(REGION, "item", 7)


@pytest.mark.django_db
def test_a_nul_in_a_text_is_replaced_on_every_database():
    entry = an_entry(texts={"note": "甲\0乙"}, data={})
    assert spelled_data(REGION, [entry]) == [{"note": "甲\ufffd乙"}]


@given(PLAIN)
def test_the_written_form_does_not_depend_on_the_order_of_keys(data):
    turned = dict(reversed(data.items())) if isinstance(data, dict) else data
    assert canonical(turned) == canonical(data)


def test_a_number_that_json_does_not_know_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        canonical({"score": float("nan")})
    with pytest.raises(TypeError, match="object"):
        canonical({"thing": object()})


@pytest.mark.django_db
def test_numbers_run_per_region_year_and_series():
    def take(region="990104", year=2026, kind="item"):
        return take_number(region=region, year=year, kind=kind)

    assert [take(), take(), take(year=2027), take(region="990105"), take(kind="order"), take()] == [
        1, 2, 1, 1, 1, 3,
    ]  # fmt: skip


def test_a_number_is_taken_only_inside_a_transaction(fresh_database):
    with pytest.raises(RuntimeError, match="transaction"):
        take_number(region=REGION, year=2026, kind="item")


def _in_threads(count, work):
    failures = []

    def guarded(number):
        try:
            work(number)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_numbers_have_no_gap_though_many_take_them_and_some_give_up(fresh_database):
    taken = []

    def take_some(number):
        for turn in range(6):
            with transaction.atomic():
                mine = take_number(region=REGION, year=2026, kind="item")
                gives_up = (number + turn) % 3 == 0
                transaction.set_rollback(gives_up)
            if not gives_up:
                taken.append(mine)

    _in_threads(6, take_some)
    assert sorted(taken) == list(range(1, len(taken) + 1))
    assert len(taken) == 24


def test_of_many_writers_on_one_stream_each_place_has_one(fresh_database):
    lost = []

    def write(number):
        for _ in range(5):
            seq = last_seq(REGION, "item", 7) + 1
            try:
                with transaction.atomic():
                    an_entry(seq=seq, command_id=str(uuid.uuid4()))
            except Conflict:
                lost.append(number)

    _in_threads(5, write)
    seqs = list(Entry.objects.of(REGION, "item", 7).values_list("seq", flat=True))
    assert seqs == list(range(1, 26 - len(lost)))


def test_two_clicks_at_the_same_moment_make_one_entry(fresh_database):
    results = []

    def click(number):
        try:
            with transaction.atomic():
                results.append(
                    append(
                        region=REGION,
                        kind="item",
                        stream=9,
                        seq=1,
                        command_id="one",
                        command="propose",
                        data={},
                        by=ALICE,
                        at=NOON,
                        year=2026,
                    ).id
                )
        except Repeated as again:
            results.append(again.first.id)

    _in_threads(4, click)
    assert len(set(results)) == 1
    assert len(results) == 4
