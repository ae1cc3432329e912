"""What a refusal says: state, command, what is allowed now, and to whom; in any language."""

import pickle
import re
from datetime import date

import pytest

from taizhang.rules.lifecycle.states import Command
from taizhang.rules.refused import Refused
from tests.rules.lifecycle.build import FIELDS, HANDLER, OFFICER, OTHER, Story, a_regime

ENGLISH = {
    "事项现为“%(state)s”，不能“%(word)s”。%(instead)s": "It is %(state)s: no %(word)s. %(instead)s",
    "现在可以：%(able)s。": "Now possible: %(able)s.",
    "%(word)s（%(whom)s）": "%(word)s (%(whom)s)",
    "待核查": "submitted",
    "申请销号": "submitting",
    "、": ", ",
}  # fmt: skip


def refused(command: Command) -> Refused:
    story = Story(a_regime()).submitted()
    with pytest.raises(Refused) as caught:
        story.act(command, HANDLER)
    return caught.value


def test_a_refusal_says_the_state_the_command_what_is_allowed_and_to_whom() -> None:
    why = refused(Command.SUBMIT)
    assert why.code == "state"
    assert str(why) == why.message
    for part in (
        "现为“待核查”",
        "不能“申请销号”",
        "核查通过（本步核查单位）",
        "撤回申请（牵头单位）",
    ):
        assert part in why.message


def test_a_refusal_is_said_in_the_readers_language() -> None:
    said = refused(Command.SUBMIT).said(lambda words: ENGLISH.get(words, words))
    assert said.startswith("It is submitted: no submitting. Now possible: ")
    assert ", " in said
    assert "%(" not in said


def test_every_gap_is_filled() -> None:
    story = Story(a_regime())
    story.open()
    given = [command for command in FIELDS if command is not Command.REPLY]
    messages = [str(why) for command in given if (why := tried(story, command))]
    assert len(messages) > 30
    assert not [said for said in messages if re.search(r"%|None|\{", said)]


def tried(story: Story, command: Command) -> Refused | None:
    """Return why somebody of no concern may not give a command."""
    try:
        story.act(command, OTHER)
    except Refused as why:
        return why
    return None


def test_a_refusal_survives_the_way_between_processes() -> None:
    why = refused(Command.SUBMIT)
    again = pickle.loads(pickle.dumps(why))
    assert (again.code, again.message) == (why.code, why.message)


def test_a_sentence_without_gaps_may_hold_any_sign() -> None:
    assert Refused("percent", "应在0%到100%之间。").message == "应在0%到100%之间。"


def test_numbers_and_codes_stand_as_they_are() -> None:
    story = Story(a_regime()).in_progress()
    story.children_open = 3
    with pytest.raises(Refused, match="还有3个子事项"):
        story.act(Command.RECALL, OFFICER)


def test_a_gap_may_have_any_name_and_hold_a_day() -> None:
    why = Refused(
        "unit", "%(day)s还没有代码为“%(code)s”的单位。", code="B9", day=date(2026, 11, 23)
    )
    assert (why.code, why.message) == ("unit", "2026-11-23还没有代码为“B9”的单位。")
