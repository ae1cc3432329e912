"""The check finds what somebody with the database in hand has done to it."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from taizhang.record.actions import keep
from taizhang.record.checks import check
from taizhang.record.models import Entry, Evidence, Text
from taizhang.record.triggers import names

from .writing import NOON, REGION, a_picture, an_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path


def without_triggers(table: str) -> None:
    on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in names(connection.vendor, table):
            cursor.execute(f"DROP TRIGGER {name}{on_table}")


def said(report):
    return [breach.what for breach in report.breaches if not breach.where.startswith("触发器")]


def test_a_sound_record_is_found_sound():
    for seq in (1, 2, 3):
        an_entry(seq=seq, texts={"note": f"第{seq}次"})
    an_entry(stream=8, command="propose")
    report = check()
    assert report.is_sound
    assert (report.entries, report.streams) == (4, 2)
    assert report.commands == {("item", "annotate"): 3, ("item", "propose"): 1}


def test_a_missing_entry_is_found():
    for seq in (1, 2, 3):
        an_entry(seq=seq)
    without_triggers("record_entry")
    Entry.objects.filter(seq=2).delete()
    report = check()
    assert said(report) == ["前一条是第 1 条，序号不连续"]
    assert "item 7 第 3 条" in str(report.breaches[-1])
    assert len(report.breaches) == 4  # and three triggers


def test_a_changed_text_is_found():
    an_entry(texts={"note": "已整改"})
    without_triggers("record_text")
    Text.objects.update(text="未整改")
    assert said(check()) == ["内容与指纹不符"]


def test_a_text_removed_without_leave_is_found():
    an_entry(texts={"note": "已整改"})
    without_triggers("record_text")
    Text.objects.all().delete()
    (what,) = said(check())
    assert "缺失且无删除记录" in what


def test_a_leave_that_no_entry_gave_is_found():
    entry = an_entry(texts={"note": "已整改"})
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_erasure (id, region, hash, entry) VALUES (1, %s, %s, 5)",
            [REGION, entry.data["note"]["text"]],
        )
    assert said(check()) == ["没有对应的删除记录", "已许可删除但仍在"]


def test_a_lost_file_is_found(tmp_path):
    keep(a_picture(), "a.jpg", region=REGION, at=NOON)
    (path,) = [path for path in tmp_path.rglob("*") if len(path.name) == 64]
    path.unlink()
    assert said(check()) == ["文件缺失"]
    assert Evidence.objects.count() == 1


def test_one_region_can_be_looked_at_alone():
    an_entry()
    an_entry(region="990105", stream=9)
    whole, one = check(), check(region=REGION)
    assert (whole.entries, one.entries) == (2, 1)
    assert whole.digest != one.digest


def test_progress_is_told_while_it_runs():
    told = []
    an_entry()
    check(progress=told.append)
    assert told == [1]


def test_a_changed_entry_changes_the_digest():
    an_entry()
    before = check().digest
    without_triggers("record_entry")
    Entry.objects.update(body='{"n":2}')
    assert check().digest != before


def _tell(streams, order) -> str:
    """Append the same streams in another order; return the digest, and leave nothing behind."""
    seqs = dict.fromkeys(range(len(streams)), 0)
    for number in order:
        if seqs[number] < streams[number]:
            seqs[number] += 1
            an_entry(
                stream=100 + number,
                seq=seqs[number],
                command_id=f"{number}-{seqs[number]}",
                texts={"note": f"{number}"},
                salts={"note": f"{number:02}{seqs[number]:02}"},
            )
    return check().digest


class Digests(TestCase):
    """The digest is of the record, not of the order in which it happened to be stored."""

    @given(st.lists(st.integers(1, 3), min_size=2, max_size=3), st.data())
    def test_the_digest_depends_on_no_primary_key(self, streams, data):
        turns = [number for number, length in enumerate(streams) for _ in range(length)]
        other = data.draw(st.permutations(turns))
        first = _tell(streams, turns)
        for entry in Entry.objects.order_by("stream", "seq"):
            an_entry(
                region="990105", stream=entry.stream, seq=entry.seq, command_id=entry.command_id
            )
        ids = set(Entry.objects.values_list("id", flat=True))
        assert len(ids) == 2 * len(turns)
        assert first == check(region=REGION).digest
        without_triggers("record_entry")
        without_triggers("record_text")
        Entry.objects.all().delete()
        Text.objects.all().delete()
        assert _tell(streams, other) != ""
        assert check(region=REGION).digest == first
