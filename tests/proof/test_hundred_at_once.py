"""A hundred people at once before a real server: nothing is lost, doubled or unnumbered."""

import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from taizhang.ledger.command_ids import new_command_id, stream_of
from tests.district import District
from tests.proof.looking import breaches, entries_by_command, numbers
from tests.proof.visiting import Answer, Visitor, sign_in

THREADS, ITEMS, FORMS = 100, 50, 4
OFFICER, HANDLER = "niyumo", "zhuowangye"
GONE_ON, NOT_OFFERED, CONFLICT, REFUSED = 302, 404, 409, 422
ANSWERS = {GONE_ON, NOT_OFFERED, CONFLICT, REFUSED}
DEEDS = (
    (OFFICER, "urge", {"words": "请今天下班前反馈"}),
    (OFFICER, "annotate", {"words": "已电话核实"}),
    (HANDLER, "accept", {}),
    (HANDLER, "report_progress", {"progress": "正在清运", "percent": "40"}),
    (OFFICER, "recall", {"reason": "改派其他单位"}),
)


@dataclass
class Tally:
    """What the server answered to each form, by the command id that the form carried."""

    answers: dict[str, Answer] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def of(self, wanted: bool) -> set[str]:
        return {one for one, answer in self.answers.items() if answer.is_done is wanted}


def together(*hands: threading.Thread) -> None:
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()


def hand_over(by: Visitor, tally: Tally) -> None:
    """Hand one matter over to the city managers, as is done in a meeting."""
    command_id = new_command_id(datetime.now(UTC))
    fields = {
        "command_id": command_id,
        "title": "清理沿街乱堆的渣土",
        "units": "cgj",
        "source": "meeting",
        "campaign": "general",
    }
    tally.answers[command_id] = by.post("/quick/", fields)


def hammer(seed: int, people: dict[str, Visitor], items: list[int], tally: Tally) -> None:
    """Give random commands to random items without having looked at them."""
    rng = random.Random(seed)
    for _ in range(FORMS):
        name, command, fields = rng.choice(DEEDS)
        command_id = new_command_id(datetime.now(UTC))
        path = f"/items/{rng.choice(items)}/act/{command}"
        try:
            answer = people[name].post(path, {**fields, "command_id": command_id})
        except OSError as error:
            tally.broken.append(f"{path}: {error!r}")
        else:
            tally.answers[command_id] = answer


@pytest.mark.slow
def test_a_hundred_people_at_the_same_fifty_items_lose_nothing(district: District) -> None:
    people = {name: sign_in(district.port, name) for name in (OFFICER, HANDLER)}
    opened, given = Tally(), Tally()
    one_each = [people[OFFICER], opened]
    together(*(threading.Thread(target=hand_over, args=one_each) for _ in range(ITEMS)))
    assert opened.of(wanted=True) == set(opened.answers)
    assert sorted(numbers(district.folder)) == sorted(
        f"清督〔{datetime.now(UTC).year}〕{n}号" for n in range(1, ITEMS + 1)
    )
    items = [stream_of(one) for one in opened.answers]
    together(
        *(
            threading.Thread(target=hammer, args=(seed, people, items, given))
            for seed in range(THREADS)
        )
    )
    assert given.broken == []
    assert Counter(answer.status for answer in given.answers.values()).keys() <= ANSWERS
    written = entries_by_command(district.folder)
    assert {one: written[one] for one in given.of(wanted=True) if written[one] != 1} == {}
    assert {one: written[one] for one in given.of(wanted=False) if written[one]} == {}
    assert len(given.of(wanted=True)) > THREADS
    assert breaches(district.folder) == ""
