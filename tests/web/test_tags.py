"""The tags that pages are made of."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from taizhang.rules.lifecycle.states import State
from taizhang.rules.lights import Light
from taizhang.web.labels import KINDS, LIGHTS, TONES

NOW = datetime(2026, 11, 23, 10, 20, tzinfo=ZoneInfo("Asia/Shanghai"))


class PlaceForm(forms.Form):
    place = forms.CharField(label="地点", help_text="写到门牌")
    note = forms.CharField(widget=forms.HiddenInput)


def render(source: str, **context: Any) -> str:
    return Template("{% load taizhang %}" + source).render(Context({"now": NOW, **context}))


@pytest.mark.parametrize("light", Light)
def test_a_light_can_be_read_without_seeing_its_colour(light: Light) -> None:
    shown = render("{% light value %}", value=light)
    assert str(LIGHTS[light].word) in shown
    assert LIGHTS[light].shape in shown


def test_no_two_lights_share_a_shape() -> None:
    assert len({mark.shape for mark in LIGHTS.values()}) == len(LIGHTS) == len(Light)


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_badge_with_its_word(state: State) -> None:
    shown = render("{% state value %}", value=state.value)
    assert KINDS["state"][state] in shown
    assert f"badge-{TONES[state]}" in shown


def test_a_command_is_shown_by_its_word() -> None:
    assert render('{{ "return_"|word:"command" }}') == "退回"


def test_what_people_typed_cannot_become_markup() -> None:
    shown = render("{% unit name role=name %}{% person name phone=name %}", name="<script>")
    assert "<script>" not in shown
    assert shown.count("&lt;script&gt;") == 5


def test_something_without_a_moment_shows_a_dash() -> None:
    assert "—" in render("{% moment at %}", at=None)
    assert "—" in render("{% remaining at %}", at=None)


def test_an_overdue_moment_is_marked_late() -> None:
    assert 'class="late"' in render("{% remaining at %}", at=NOW.replace(day=20))
    assert 'class="late"' not in render("{% remaining at %}", at=NOW.replace(day=25))


def test_a_refused_form_names_what_is_wrong_and_where() -> None:
    shown = render("{% form_fields form %}", form=PlaceForm({"place": "", "note": "x"}))
    assert 'id="id_place_error"' in shown
    assert "id_place_helptext id_place_error" in shown
    assert '<input type="hidden" name="note"' in shown
    assert "&lt;" not in shown


def test_changing_a_filter_forgets_the_page_and_keeps_the_rest() -> None:
    request = RequestFactory().get("/items/?q=积水&before=9&light=red&unit=a&unit=b")
    shown = render('{% query before="" light="green" as link %}{{ link|safe }}', request=request)
    assert shown == "?q=%E7%A7%AF%E6%B0%B4&unit=a&unit=b&light=green"


def test_the_coverage_bar_counts_every_requirement_once() -> None:
    shown = render("{% coverage done=1 late=3 %}")
    assert 'width="25.00%"' in shown
    assert 'x="25.00%" width="75.00%"' in shown
    assert "style=" not in shown


def test_a_forbidden_action_says_why_and_does_nothing() -> None:
    part = '{% include "web/parts/action.html" with label="延期" reason="已经逾期" key="k" only %}'
    shown = render(part)
    assert 'aria-disabled="true"' in shown
    assert 'type="button"' in shown
    assert '<small id="why-k">已经逾期</small>' in shown
