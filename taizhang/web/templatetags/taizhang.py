"""Tags of the ledger's own things: lights, states, moments, units, fields, progress.

They build their few elements in Python: a list page shows hundreds of them.
"""

from collections.abc import Container
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, RadioSelect
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from taizhang.rules.lifecycle.states import State
from taizhang.web import clock
from taizhang.web.labels import LIGHTS, TONES, word_of
from taizhang.web.moments import full_words, moment_words, remaining_words

register = template.Library()


def _now(context: Context) -> datetime:
    now = context.get("now")
    return now if isinstance(now, datetime) else clock.now()


@register.simple_tag
def light(value: str, *, words: bool = True) -> SafeString:
    mark = LIGHTS[str(value)]
    return format_html(
        '<span class="light light-{}"><span aria-hidden="true">{}</span>'
        '<span class="{}">{}</span></span>',
        str(value),
        mark.shape,
        "word" if words else "sr",
        mark.word,
    )


@register.simple_tag
def state(value: str) -> SafeString:
    known = State(value)
    return format_html(
        '<span class="badge badge-{}">{}</span>', TONES[known], word_of(known, "state")
    )


@register.filter
def word(value: Any, kind: str) -> str:
    return word_of(value, kind)


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime | None, *, time: bool = False) -> SafeString:
    if at is None:
        return format_html('<span class="none">{}</span>', "—")
    words = moment_words(at, _now(context), with_time=time)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', at.isoformat(), full_words(at), words
    )


@register.simple_tag(takes_context=True)
def remaining(
    context: Context, at: datetime | None, *, workdays: Container[date] | None = None
) -> SafeString:
    if at is None:
        return format_html('<span class="none">{}</span>', "—")
    now = _now(context)
    return format_html(
        '<time class="{}" datetime="{}" title="{}">{}</time>',
        "late" if at < now else "left",
        at.isoformat(),
        full_words(at),
        remaining_words(at, now, workdays),
    )


@register.simple_tag
def unit(name: str, *, role: str = "") -> SafeString:
    said = format_html("<i>{}</i>", role) if role else ""
    return format_html('<span class="chip">{}{}</span>', said, name)


@register.simple_tag
def person(name: str, *, phone: str = "") -> SafeString:
    if not phone:
        return format_html('<span class="chip chip-person">{}</span>', name)
    return format_html(
        '<span class="chip chip-person">{}<a href="tel:{}">{}</a></span>', name, phone, phone
    )


@register.simple_tag
def icon(name: str, *, label: str = "") -> SafeString:
    """Draw a symbol of the sprite; without a label it is decoration for the word beside it."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            label,
            static("web/icons.svg"),
            name,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("web/icons.svg"),
        name,
    )


@register.simple_tag
def field(bound: BoundField, *, hint: str = "") -> SafeString:
    widget = bound.field.widget
    if isinstance(widget, RadioSelect):  # and its children: CheckboxSelectMultiple is one
        kind = "group"
    else:
        kind = "check" if isinstance(widget, CheckboxInput) else "plain"
    return render_to_string("web/field.html", {"field": bound, "hint": hint, "kind": kind})


@register.simple_tag
def form_fields(form: BaseForm) -> SafeString:
    errors = render_to_string("web/parts/errors.html", {"form": form})
    hidden = format_html_join("", "{}", ((bound,) for bound in form.hidden_fields()))
    shown = format_html_join("", "{}", ((field(bound),) for bound in form.visible_fields()))
    return errors + hidden + shown


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """Return the present query string with these changes; an empty value takes a name out."""
    request: HttpRequest = context["request"]
    present = request.GET.copy()
    for name, value in changes.items():
        present.pop(name, None)
        if value not in ("", None):
            present[name] = value
    return "?" + present.urlencode()


@register.simple_tag
def bar(done: int, whole: int) -> SafeString:
    words = gettext("%(done)s / %(whole)s") % {"done": done, "whole": whole}
    return format_html(
        '<span class="progress"><progress max="{}" value="{}" aria-label="{}"></progress>'
        '<span class="num">{}</span></span>',
        max(whole, 1),
        done,
        gettext("落实进度"),
        words,
    )


@register.inclusion_tag("web/parts/coverage.html")
def coverage(
    *, done: int = 0, open: int = 0, late: int = 0, declined: int = 0, undecided: int = 0
) -> dict[str, Any]:
    """Show what became of every requirement as one bar; widths are attributes, CSP allows them."""
    counted = [
        ("done", gettext("已销号"), done),
        ("open", gettext("办理中"), open),
        ("late", gettext("逾期"), late),
        ("declined", gettext("不立项"), declined),
        ("undecided", gettext("未定"), undecided),
    ]
    whole = sum(n for *_, n in counted)
    parts, x = [], 0.0
    for tone, label, n in counted:
        if n:
            width = 100 * n / whole
            parts.append(
                {"tone": tone, "label": label, "n": n, "x": f"{x:.2f}", "w": f"{width:.2f}"}
            )
            x += width
    return {"parts": parts, "whole": whole}
