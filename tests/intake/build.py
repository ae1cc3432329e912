"""The smallest documents and people that tests of the intake need."""

import uuid
from datetime import UTC, datetime
from pathlib import Path

import taizhang
from taizhang.intake import actions
from taizhang.intake.models import Document
from taizhang.org.actions import add_person, adopt_pack, grant_post
from taizhang.org.models import Edition, Person
from taizhang.packs.load import Pack, load
from taizhang.rules.lifecycle.facts import SYSTEM, Actor
from taizhang.rules.lifecycle.states import Role

REGION = "990104"
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, nine in the morning in the district
DEMO = Path(taizhang.__file__).parent / "packs" / "demo"
OFFICE, STREET_LEAD = "dcb", "cgj"

PLAN = """清河区人民政府办公室
清政办发〔2026〕31号

关于印发《清河区冬季城市管理重点任务责任分工方案》的通知

各街道办事处、乡镇政府，区直各有关单位：

1.完成新桥路、柳荫街2条背街小巷路面修补。
牵头单位：城市管理局
配合单位：市政设施管理中心
完成时限：2026年12月20日前
2.清理主次干道沿线非法小广告，建立巡查机制。
牵头单位：城市管理局
配合单位：公安分局
完成时限：2026年12月31日前
3.排查农贸市场周边占道经营点位，5个工作日内报送清单。
牵头单位：市场监督管理局
配合单位：城市管理局

清河区人民政府办公室
2026年11月20日
"""


def command_id() -> str:
    return str(uuid.uuid4())


def a_district() -> Pack:
    """Adopt the demo pack, once, and return it."""
    pack = load(DEMO)
    if not Edition.objects.filter(digest=pack.digest).exists():
        adopt_pack(pack, by=SYSTEM, at=datetime(2026, 1, 1, tzinfo=UTC))
    return pack


def an_officer(unit: str = OFFICE, *roles: Role, person: int = 11) -> Actor:
    """Return somebody of the supervision office who takes in and supervises."""
    held = roles or (Role.INTAKE, Role.SUPERVISOR)
    return Actor("person", person, person, unit, frozenset(held))


def a_handler(unit: str = STREET_LEAD, person: int = 21) -> Actor:
    return Actor("person", person, person, unit, frozenset({Role.HANDLER}))


def a_person(username: str, unit: str, *roles: Role) -> Person:
    """Write down somebody who can sign in, with one post."""
    pack = a_district()
    person = add_person(
        region=REGION, username=username, full_name="某甲", password="Clear-2026",
        must_change=False, by=SYSTEM, at=datetime(2026, 1, 2, tzinfo=UTC),
    )  # fmt: skip
    grant_post(
        person, unit=unit, title="经办", roles=roles, pack=pack, by=SYSTEM,
        at=datetime(2026, 1, 2, tzinfo=UTC),
    )  # fmt: skip
    return person


def a_document(text: str | bytes = PLAN, name: str = "方案.txt", **given: object) -> Document:
    """Take a text in and return its first document."""
    a_district()
    by = given.pop("by", None) or an_officer()
    assert isinstance(by, Actor)
    received = actions.receive(name, text, region=REGION, by=by, at=AT, **given)  # type: ignore[arg-type]
    return received.documents[0]
