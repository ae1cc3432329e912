"""The page 计时明细: whose every minute of an item was, and how its deadline comes about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from taizhang.desk.clock_words import told
from taizhang.desk.seeing import item_for
from taizhang.ledger.clocks import time_book
from taizhang.web.clock import now


@require_safe
def item_clock(request: HttpRequest, item_id: int) -> HttpResponse:
    item = item_for(request, item_id)
    book = time_book(item, now())
    is_part = request.headers.get("HX-Request") == "true"
    template = "desk/item_clock_account.html" if is_part else "desk/item_clock.html"
    return render(request, template, {"item": item, "book": book, "told": told(book)})
