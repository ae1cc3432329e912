"""Erasing: the text goes, the entry stays, and the record says who did it and why."""

import pytest
from django.db import connection

from taizhang.record import evidence
from taizhang.record.actions import append, erase, keep, keep_reporter, remove_erased
from taizhang.record.checks import check
from taizhang.record.models import Entry, Evidence, Reporter, Text
from taizhang.record.texts import spelled_data
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.refused import Refused

from .writing import ALICE, BOB, NOON, REGION, a_picture, an_entry


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path


def erased(hashes, **given):
    fields = {
        "region": REGION, "kind": "item", "stream": 7, "seq": 2, "command_id": "erase-1",
        "authority": "个人信息保护法第四十七条", "by": ALICE, "second": BOB,
        "at": NOON, "year": 2026, "hashes": hashes,
    }  # fmt: skip
    return erase(**{**fields, **given})


@pytest.mark.django_db
def test_an_erased_text_is_gone_and_the_record_stays_whole():
    entry = an_entry(data={}, texts={"note": "李四的身份证号", "result": "已转公安"})
    body = Entry.objects.get().body
    done = erased([entry.data["note"]["text"]])
    left = {"已转公安", "个人信息保护法第四十七条"}
    assert set(Text.objects.values_list("text", flat=True)) == left
    assert spelled_data(REGION, [entry]) == [{"note": "（已依规删除）", "result": "已转公安"}]
    assert Entry.objects.get(seq=1).body == body
    assert done.data["second"]["person"] == BOB.person
    assert check().breaches == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"second": ALICE}, "两名不同"),
        ({"by": SYSTEM}, "两名不同"),
        ({"authority": "  "}, "依据"),
        ({"hashes": []}, "没有选定"),
        ({"hashes": ["0" * 64]}, "不在这条记录中"),
    ],
)
def test_an_erasure_needs_two_persons_an_authority_and_something_of_the_stream(given, words):
    entry = an_entry(texts={"note": "李四的身份证号"})
    with pytest.raises(Refused, match=words):
        erased(**{"hashes": [entry.data["note"]["text"]], **given})
    assert Text.objects.count() == Entry.objects.count() == 1


@pytest.mark.django_db
def test_texts_of_another_stream_are_out_of_reach():
    other = an_entry(stream=8, texts={"note": "别处的话"})
    an_entry()
    with pytest.raises(Refused, match="不在这条记录中"):
        erased([other.data["note"]["text"]])


def test_erased_evidence_loses_its_file_and_cannot_come_back(fresh_database):
    piece = keep(a_picture(), "车牌.jpg", region=REGION, at=NOON)
    an_entry(data={"photos": [piece.sha256]})
    erased([piece.sha256])
    assert not Evidence.objects.exists()
    assert not Text.objects.filter(text="车牌.jpg").exists()
    assert [path for path in evidence.folder().rglob("*") if path.is_file()] == []
    with pytest.raises(Refused, match="已依规删除"):
        keep(a_picture(), "车牌.jpg", region=REGION, at=NOON)
    assert check().breaches == []


def test_a_file_that_another_region_keeps_stays(fresh_database):
    piece = keep(a_picture(), "a.jpg", region=REGION, at=NOON)
    keep(a_picture(), "a.jpg", region="990105", at=NOON)
    an_entry(data={"photos": [piece.sha256]})
    erased([piece.sha256])
    assert evidence.damaged(piece.sha256, piece.size) is None


@pytest.mark.django_db
def test_reporters_stand_apart_and_go_only_when_told():
    keep_reporter(region=REGION, kind="item", stream=7, name="赵六", phone="000", at=NOON)
    keep_reporter(region=REGION, kind="item", stream=8, name="钱七", at=NOON)
    entry = an_entry(texts={"note": "x"})
    assert "赵六" not in entry.body
    erased([entry.data["note"]["text"]])
    assert Reporter.objects.count() == 2
    erased([], reporters=True, seq=3, command_id="erase-2")
    assert Reporter.objects.get().name == "钱七"


@pytest.mark.django_db
def test_only_an_erase_entry_gives_leave():
    entry = an_entry(texts={"note": "x"})
    with pytest.raises(ValueError, match="no leave"):
        remove_erased(entry, [entry.data["note"]["text"]])
    assert Text.objects.exists()


@pytest.mark.django_db
def test_a_granted_erasure_removes_too():
    entry = an_entry(texts={"note": "x"})
    granted = append(
        region=REGION, kind="item", stream=7, seq=2, command_id="g", command="grant",
        data={"carries": "erase"}, by=BOB, at=NOON, year=2026,
    )  # fmt: skip
    remove_erased(granted, [entry.data["note"]["text"]])
    assert not Text.objects.exists()
    assert check().breaches == []


@pytest.mark.django_db
def test_a_removed_text_leaves_no_bytes_in_the_file():
    if connection.vendor != "sqlite":
        pytest.skip("secure_delete is a setting of SQLite")
    entry = an_entry(texts={"note": "x"})
    erased([entry.data["note"]["text"]])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)
