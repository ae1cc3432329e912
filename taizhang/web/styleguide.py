"""The style guide: every part of the pages once, alive, with invented content."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.web.shell import NavLink, PostChoice, Shell

NOW = datetime(2026, 11, 23, 10, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
UNITS = [("", "请选择"), ("cg", "城市管理局"), ("zj", "住房和城乡建设局"), ("lt", "柳塘街道")]
ROOMS = [
    ("工作台", "desk", "g d"),
    ("来文", "inbox", "g i"),
    ("台账", "ledger", "g l"),
    ("落实去向", "fate", "g f"),
    ("设置", "settings", "g s"),
]


class Row(NamedTuple):
    """One line of the sample ledger."""

    number: str
    light: str
    state: str
    title: str
    place: str
    lead: str
    due: datetime


class Event(NamedTuple):
    """One step of the sample story."""

    title: str
    who: str
    at: datetime
    tone: str = ""
    body: str = ""
    url: str = ""


class SampleForm(forms.Form):
    """A form with each kind of field."""

    title = forms.CharField(label="事项", help_text="一句话写明地点和问题。")
    lead = forms.ChoiceField(label="牵头单位", choices=UNITS)
    due = forms.DateField(label="时限", widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(label="办理要求", widget=forms.Textarea, required=False)
    outcome = forms.ChoiceField(
        label="核查结论",
        widget=forms.RadioSelect,
        choices=[("pass", "通过"), ("fail", "不通过")],
    )
    urgent = forms.BooleanField(label="列入急件", required=False)


def _rows() -> list[Row]:
    day = timedelta(days=1)
    told = [
        ("118", "red", "in_progress", "沿河路排水口淤堵，雨后积水", "沿河路", -3 * day),
        ("121", "yellow", "dispatched", "东风里3号楼楼道堆物", "东风里", timedelta(hours=7)),
        ("126", "green", "submitted", "新桥小学门前斑马线重新划设", "新桥路", 2 * day),
        ("097", "grey", "closed", "北市场垃圾收运点移位", "北市场", 40 * day),
    ]
    return [
        Row(f"清督〔2026〕{n}号", light, state, title, place, "城市管理局", NOW + left)
        for n, light, state, title, place, left in told
    ]


def _events() -> list[Event]:
    hour = timedelta(hours=1)
    return [
        Event("核查不通过", "督查员 方某", NOW - hour, "red", "排水口已疏通，箅子仍缺一块。"),
        Event("申请销号", "城市管理局 李某", NOW - 26 * hour, "active", "已疏通，附照片2张。"),
        Event("签收", "城市管理局 李某", NOW - 70 * hour),
        Event("交办", "区政府督查室 王某", NOW - 75 * hour, "done"),
    ]


def icon_names() -> list[str]:
    """Return the names of all symbols in the sprite."""
    found = finders.find("web/icons.svg")
    return re.findall(r'<symbol id="([a-z]+)"', Path(str(found)).read_text("utf-8"))


def _shell() -> Shell:
    nav = tuple(
        NavLink(icon, label, f"#{icon}", icon, key, icon == "desk", 6 if icon == "desk" else 0)
        for label, icon, key in ROOMS
    )
    posts = (PostChoice(1, "督查室 经办", True), PostChoice(2, "督查室 督查员", False))
    return Shell("云川市清河区", "王某", "区政府督查室", nav, posts, order="快速交办")


def _parts() -> dict[str, Any]:
    return {
        "counters": [
            ("待我处理", 6, "#a", ""),
            ("今日到期", 2, "#b", "yellow"),
            ("逾期", 1, "#c", "red"),
            ("待核查", 3, "#d", ""),
            ("待裁定", 0, "#e", ""),
            ("待签批", 1, "#f", ""),
        ],
        "tabs": [
            ("未销号", "#1", True, 42),
            ("逾期", "#2", False, 1),
            ("已销号", "#3", False, None),
        ],
        "rows": _rows(),
        "events": _events(),
        "before": [("/static/web/mark.svg", "/static/web/mark.svg", "11月20日 08:12")],
        "icons": icon_names(),
    }


@login_not_required
def styleguide(request: HttpRequest) -> HttpResponse:
    messages.success(request, "已交办 3 件，编号清督〔2026〕127—129号。")
    context = {"now": NOW, "shell": _shell(), **_parts()}
    context["form"] = SampleForm(initial={"title": "沿河路排水口淤堵"})
    context["act"] = SampleForm(auto_id="act_%s")
    context["wrong"] = SampleForm({"title": ""}, auto_id="wrong_%s")
    return render(request, "web/styleguide.html", context)
