"""Two people at one document at the same moment: each sentence is decided once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from taizhang.intake import actions
from taizhang.intake.checks import check
from taizhang.intake.models import Binding, Document
from taizhang.ledger.models import Item
from taizhang.rules.refused import Refused
from tests.intake.build import AT, PLAN, REGION, a_district, a_document, an_officer, command_id

pytestmark = pytest.mark.slow
PEOPLE = 6


def at_once(work: object) -> list[object]:
    """Do the work in several threads that begin together; return what each says."""
    start = Barrier(PEOPLE)

    def one(n: int) -> object:
        start.wait()
        try:
            return work(n)  # type: ignore[operator]
        except Refused as why:
            return why.code
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(PEOPLE)))


def test_a_sentence_that_several_people_bind_at_once_becomes_one_item(fresh_database: str) -> None:
    document = a_document()

    def bind(n: int) -> str:
        by = an_officer(person=100 + n)
        actions.bind(document.pk, [1, 2], actions.Leave(), by=by, at=AT, command_id=command_id())
        return "done"

    assert sorted(at_once(bind), key=str) == ["decided"] * (PEOPLE - 1) + ["done"]
    assert Item.objects.count() == Binding.objects.count() == 2
    assert sorted(Item.objects.values_list("number", flat=True)) == [
        "清督〔2026〕1号",
        "清督〔2026〕2号",
    ]
    assert check().breaches == []


def test_a_file_that_several_people_bring_at_once_comes_in_once(fresh_database: str) -> None:
    a_district()

    def bring(n: int) -> bool:
        by = an_officer(person=100 + n)
        return actions.receive("方案.txt", PLAN, region=REGION, by=by, at=AT).is_known

    assert at_once(bring).count(False) == 1
    assert Document.objects.count() == 1
    assert check().breaches == []
