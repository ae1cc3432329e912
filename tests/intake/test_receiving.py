"""What comes in is read whole, once, and nothing secret stays."""

import pytest

from taizhang.intake import actions
from taizhang.intake.markings import find_mark
from taizhang.intake.models import Document, Requirement
from taizhang.record.checks import check as record_check
from taizhang.record.models import Entry, Text
from taizhang.rules.lifecycle.facts import SYSTEM
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.refused import Refused
from tests.intake.build import (
    AT,
    DEMO,
    PLAN,
    REGION,
    a_district,
    a_document,
    a_handler,
    an_officer,
    command_id,
)

pytestmark = pytest.mark.django_db
SAMPLES = sorted(path for path in (DEMO / "samples").glob("*") if path.suffix in {".txt", ".docx"})


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:2])
def test_every_span_of_a_sample_slices_back_to_its_words(path: object) -> None:
    a_district()
    content = path.read_bytes()  # type: ignore[attr-defined]
    name = path.name  # type: ignore[attr-defined]
    received = actions.receive(name, content, region=REGION, by=SYSTEM, at=AT)
    assert received.documents
    for document in received.documents:
        for row in document.requirements.all():
            quoted = "".join(document.text[start:end] for start, end in row.spans)
            assert _letters(quoted) == _letters(row.text)


def _letters(words: str) -> str:
    return "".join(letter for letter in words if letter.isalnum())


def test_a_plan_comes_in_with_its_frame_units_limits_and_categories() -> None:
    document = a_document()
    assert (document.kind, document.number) == ("plan", "清政办发〔2026〕31号")
    assert document.issuer == "清河区人民政府办公室"
    first, _, third = document.requirements.in_order()
    assert first.lead_codes == ["cgj"]
    assert str(first.due_on) == "2026-12-20"
    assert third.limit == "5 work_day printed"
    assert third.due_on is None
    assert first.category in a_district().categories


def test_a_page_of_a_newspaper_becomes_a_document_for_each_article_that_share_its_text() -> None:
    a_district()
    page = (DEMO / "samples" / "01-清河报-要闻版.txt").read_bytes()
    documents = actions.receive("版面.txt", page, region=REGION, by=SYSTEM, at=AT).documents
    assert len(documents) > 1
    assert len({document.text_hash for document in documents}) == 1
    assert Text.objects.filter(hash=documents[0].text_hash).count() == 1
    assert all(document.is_news for document in documents)


def test_the_same_file_is_recognised_and_not_read_again() -> None:
    first = a_document()
    again = actions.receive("另一个名字.txt", PLAN, region=REGION, by=an_officer(), at=AT)
    assert again.is_known
    assert again.documents == [first]
    assert Entry.objects.filter(kind="document").count() == 1


@pytest.mark.parametrize(
    "mark", ["机密★1年", "绝 密 ★", "密级：秘密", "\n秘密\n", "内部★", "（机密）"]
)
def test_what_carries_a_mark_of_secrecy_is_refused_and_leaves_nothing(mark: str) -> None:
    a_district()
    name, text = (f"{mark}方案.txt", PLAN) if "（" in mark else ("方案.txt", f"{mark}\n{PLAN}")
    with pytest.raises(Refused) as refused:
        actions.receive(name, text, region=REGION, by=an_officer(), at=AT)
    assert refused.value.code == "secret"
    assert not Document.objects.exists()
    assert not Entry.objects.filter(kind="document").exists()
    assert not Text.objects.filter(text__contains="小广告").exists()


@pytest.mark.parametrize("words", ["保守国家秘密", "保护商业秘密和个人隐私", "机密文件管理要规范"])
def test_words_about_secrecy_are_no_mark(words: str) -> None:
    assert find_mark(f"各单位要{words}。") is None


def test_a_file_that_cannot_be_read_is_refused_with_the_reason() -> None:
    a_district()
    with pytest.raises(Refused, match="PDF"):
        actions.receive("文件.pdf", b"%PDF-1.7 x", region=REGION, by=an_officer(), at=AT)
    assert not Document.objects.exists()


def test_a_text_that_requires_nothing_comes_in_only_when_wanted() -> None:
    a_district()
    text = "清河区情况说明\n\n本区位于云川市西部，下辖8个街道。气候温和，四季分明。\n"
    with pytest.raises(Refused) as refused:
        actions.receive("说明.txt", text, region=REGION, by=an_officer(), at=AT)
    assert refused.value.code == "nothing"
    taken = actions.receive("说明.txt", text, region=REGION, by=an_officer(), at=AT, anyway=True)
    assert taken.documents[0].total == 0


@pytest.mark.parametrize(
    "by", [a_handler(), an_officer("dcb", Role.LEADER), an_officer("cgj", Role.SUPERVISOR)]
)
def test_only_the_office_takes_documents_in(by: object) -> None:
    a_district()
    with pytest.raises(Refused) as refused:
        actions.receive("方案.txt", PLAN, region=REGION, by=by, at=AT)  # type: ignore[arg-type]
    assert refused.value.code == "who"


def test_no_words_of_a_document_stand_in_an_entry() -> None:
    document = a_document()
    actions.decline(
        document.pk, [1], "other", note="已经办完", by=an_officer(), at=AT, command_id=command_id()
    )
    for entry in Entry.objects.filter(kind="document"):
        assert "小广告" not in entry.body
        assert "已经办完" not in entry.body
        assert document.title not in entry.body


def test_a_double_submit_keeps_one_document() -> None:
    a_district()
    once = command_id()
    for _ in range(2):
        actions.receive("方案.txt", PLAN, region=REGION, by=an_officer(), at=AT, command_id=once)
    assert Document.objects.count() == 1
    assert Requirement.objects.count() == 3


def test_the_record_is_whole_after_a_document_came_in() -> None:
    page = (DEMO / "samples" / "02-清河时讯-第二版.txt").read_bytes()
    document = a_document()
    actions.receive("版面.txt", page, region=REGION, by=SYSTEM, at=AT)
    actions.mark(document.pk, 0, 4, by=an_officer(), at=AT, command_id=command_id())
    assert record_check(region=REGION).breaches == []
