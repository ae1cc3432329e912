"""One item and nothing else: what a session that a link has opened may reach."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from taizhang.outbox.actions.links import bearer
from taizhang.outbox.models import OneItemLink
from taizhang.record.ids import number_of
from taizhang.rules.lifecycle.states import Command
from taizhang.web.clock import now

ONE_ITEM = "one_item"  # in the session: the link by which it was opened
OPEN_TO_ALL = frozenset({"link-open", "upload", "sign-in", "sign-out", "set_language"})
# Of this one item, but they show or touch others, or make further links.
REFUSED = frozenset({"helper-link", "item-notice"})
TOUCHING_OTHERS = frozenset({Command.MERGE, Command.DIVIDE, Command.SPLIT, Command.ERASE})
SAFE = ("GET", "HEAD")


class OneItem:
    """Keep whoever came by a link to the item of the link, and out once the link has ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        number = request.session.get(ONE_ITEM)
        match = request.resolver_match
        if number is None or match is None:
            return None
        link = OneItemLink.objects.filter(pk=number).first()
        if link is None or bearer(link, now()) is None:
            logout(request)
            messages.error(request, gettext("链接已失效，请登录后办理。"))
            return redirect("sign-in")
        name = match.url_name or ""
        if name in OPEN_TO_ALL or reaches(link.item, name, kwargs, request.GET):
            return None
        if request.method in SAFE:
            return redirect("item-detail", link.item)
        raise PermissionDenied(gettext("这个链接只能办理这一件事项；办理其他事项请登录。"))


def reaches(item: int, name: str, kwargs: Mapping[str, Any], asked: Mapping[str, str]) -> bool:
    """Return whether a route is about this item alone."""
    if name == "evidence":
        return asked.get("item") == str(item)
    if name == "item-short":
        return _number(str(kwargs.get("code", ""))) == item
    if kwargs.get("item_id") != item or name in REFUSED:
        return False
    if name == "item-detail":
        return not asked.get("tab") or asked["tab"] == "requests"
    return kwargs.get("command") not in TOUCHING_OTHERS


def _number(code: str) -> int:
    try:
        return number_of(code)
    except ValueError:
        return 0
