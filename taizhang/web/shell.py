"""The frame around each page: who is signed in, where they may go, what waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class PostChoice:
    """One post that a person may act in; the menu switches between them."""

    id: int
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class NavLink:
    """One entry of the navigation."""

    name: str
    label: str
    url: str
    icon: str
    key: str
    is_current: bool
    badge: int = 0


@dataclass(frozen=True, slots=True)
class Shell:
    """All that the base page needs to know about its reader."""

    district: str
    person: str
    unit: str
    nav: tuple[NavLink, ...]
    posts: tuple[PostChoice, ...] = ()
    person_id: int = 0
    order: str = ""  # what the button that opens an order is called, where the reader may give one


def url_of(name: str) -> str:
    """Return the address of a page, or nothing where no installed app has such a page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def build_shell(
    request: HttpRequest,
    *,
    district: str,
    person: str,
    unit: str,
    is_office: bool,
    is_reader: bool = True,
    posts: Sequence[PostChoice] = (),
    person_id: int = 0,
    todo: int = 0,
    order: str = "",
) -> Shell:
    """Return the frame for this reader; the supervision office sees other rooms than a unit.

    `is_reader`: whether the reader may see what came in, and so the rooms where it stands.
    """
    entries = _office_rooms() if is_office else _unit_rooms()
    if not is_reader:
        entries = [entry for entry in entries if entry[0] not in ("document-list", "fate-list")]
    here = _room(request.path)
    nav = tuple(
        NavLink(name, label, url, icon, key, _room(url) == here, todo if name == "desk" else 0)
        for name, label, icon, key in entries
        if (url := url_of(name))
    )
    return Shell(district, person, unit, nav, tuple(posts), person_id, order)


def _office_rooms() -> list[tuple[str, str, str, str]]:
    return [
        ("desk", gettext("工作台"), "desk", "g d"),
        ("document-list", gettext("来文"), "inbox", "g i"),
        ("item-list", gettext("台账"), "ledger", "g l"),
        ("fate-list", gettext("落实去向"), "fate", "g f"),
        ("settings-pack", gettext("设置"), "settings", "g s"),
    ]


def _unit_rooms() -> list[tuple[str, str, str, str]]:
    return [
        ("desk", gettext("待办"), "desk", "g d"),
        ("item-list", gettext("本单位台账"), "ledger", "g l"),
        ("unit-table", gettext("本单位情况"), "chart", "g u"),
    ]


def _room(path: str) -> str:
    """Return the first step of an address: all pages under it belong to one room."""
    return path.split("/")[1]
