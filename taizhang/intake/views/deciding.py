"""What people decide on a document's page: items, no items, corrections, missed passages."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from taizhang.intake import actions
from taizhang.intake.forms import DescribeForm, Posted, posted
from taizhang.intake.models import Document
from taizhang.intake.readers import command_id_of, document_or_404, for_offices
from taizhang.intake.views.detail import Given, detail_page
from taizhang.ledger.command_ids import part_of
from taizhang.ledger.models import Item
from taizhang.org.actors import actor_of, region_of
from taizhang.org.packs import current
from taizhang.record.ids import plain_code
from taizhang.rules.lifecycle.states import State
from taizhang.rules.refused import Refused
from taizhang.web.clock import now


class _Deciding:
    """One press of a button: who, when, which rows, as typed."""

    def __init__(self, request: HttpRequest, document: Document) -> None:
        self.request, self.document = request, document
        self.word, _, only = request.POST.get("do", "").partition(":")
        ticked = [only] if only else request.POST.getlist("ids")
        self.orders = [int(order) for order in ticked if order.isascii() and order.isdigit()]
        self.only = only
        self.typed: Posted = posted(
            request.POST, document.requirements.undecided(), current(region_of(request))
        )

    @property
    def said(self) -> dict[str, Any]:
        """Return who, when and the id of this command, as every action takes them."""
        return {
            "by": actor_of(self.request),
            "at": now(),
            "command_id": command_id_of(self.request),
        }

    def words(self, name: str) -> str:
        """Return a field: of this row where one row was pressed, else of all."""
        name = f"{name}-{self.only}" if self.only else name
        return self.request.POST.get(name, "").strip()

    def require_understood(self, orders: list[int]) -> None:
        """Raise `RowsRefused` where a wanted row has words that mean nothing."""
        wrong = [refusal for refusal in self.typed.refusals if refusal.order in orders]
        if wrong:
            raise actions.RowsRefused(wrong)


@require_POST
@for_offices
def decide(request: HttpRequest, document_id: int) -> HttpResponse:
    document = document_or_404(request, document_id)
    deciding = _Deciding(request, document)
    try:
        WAYS.get(deciding.word, _unknown)(deciding)
        _keep_the_rest(deciding)
    except Refused as why:
        return detail_page(request, document, _given(deciding, why))
    return redirect("document-detail", document.pk)


def _keep_the_rest(deciding: _Deciding) -> None:
    """Save what was typed into other rows, so that deciding one row loses nothing of the others."""
    rest = {n: draft for n, draft in deciding.typed.drafts.items() if n not in deciding.orders}
    said = deciding.said
    if rest:
        said["command_id"] = part_of(said["command_id"], "edit")
        actions.edit(deciding.document.pk, rest, **said)
    wrong = [refusal for refusal in deciding.typed.refusals if refusal.order not in deciding.orders]
    for refusal in wrong:
        words = gettext("第%(n)s条没有保存：%(why)s")
        messages.warning(
            deciding.request, words % {"n": refusal.order, "why": refusal.why.said(gettext)}
        )


def _given(deciding: _Deciding, why: Refused) -> Given:
    """Return the form as it was, without the ticks of the rows that stood in the way."""
    refusals = why.refusals if isinstance(why, actions.RowsRefused) else ()
    refused = {refusal.order for refusal in refusals}
    return Given(
        values=deciding.typed.values,
        ticked=[order for order in deciding.orders if order not in refused],
        refusals=refusals,
        words={name: deciding.request.POST.get(name, "") for name in ("basis", "approver")},
        message=why.said(gettext),
    )


def _bind(deciding: _Deciding) -> None:
    deciding.require_understood(deciding.orders)
    post = deciding.request.POST
    leave = actions.Leave(
        step="dispatch" if deciding.word == "bind" else deciding.word,
        basis=post.get("basis", "").strip(),
        approver=post.get("approver", "").strip(),
        drafts=deciding.typed.drafts,
    )
    items = actions.bind(deciding.document.pk, deciding.orders, leave, **deciding.said)
    messages.success(deciding.request, _bound_words(items))


def _bound_words(items: list[Item]) -> str:
    counts = Counter(item.state for item in items)
    parts = [
        said % {"n": counts[state]}
        for state, said in (
            (State.DISPATCHED, gettext("已立项交办%(n)s件")),
            (State.REGISTERED, gettext("已立项%(n)s件，待交办")),
            (State.PROPOSED, gettext("已提出%(n)s件，待核实或补齐依据后立项")),
        )
        if counts[state]
    ]
    numbers = [item.number for item in items if item.number]
    span = numbers[:1] if len(numbers) < 2 else [f"{numbers[0]} — {numbers[-1]}"]
    return "；".join([*parts, *span])


def _decline(deciding: _Deciding) -> None:
    actions.decline(
        deciding.document.pk,
        deciding.orders,
        deciding.words("reason"),
        note=deciding.words("note"),
        **deciding.said,
    )
    messages.success(deciding.request, gettext("已定为不立项，可随时撤销。"))


def _principles(deciding: _Deciding) -> None:
    actions.decline_principles(deciding.document.pk, **deciding.said)
    messages.success(deciding.request, gettext("原则性要求已全部定为不立项，可逐条撤销。"))


def _save(deciding: _Deciding) -> None:
    deciding.require_understood(list(deciding.typed.values))
    actions.edit(deciding.document.pk, deciding.typed.drafts, **deciding.said)
    messages.success(deciding.request, gettext("修改已保存。"))


def _undo(deciding: _Deciding) -> None:
    actions.undo(deciding.document.pk, deciding.orders, **deciding.said)
    messages.success(deciding.request, gettext("已撤销，该条回到未定。"))


def _existing(deciding: _Deciding) -> None:
    number = deciding.words("existing")
    known = Item.objects.filter(region=region_of(deciding.request))
    item = (
        known.filter(number=number).first()
        or known.filter(tracking=plain_code(number)).exclude(tracking="").first()
    )
    if item is None:
        raise Refused(
            "unknown", "没有编号为“%(number)s”的事项，请核对，如“清督〔2026〕1号”。", number=number
        )
    actions.bind_existing(deciding.document.pk, deciding.orders, item.pk, **deciding.said)
    messages.success(deciding.request, gettext("已并入该事项。"))


def _unmark(deciding: _Deciding) -> None:
    actions.unmark(deciding.document.pk, deciding.orders[0], **deciding.said)
    messages.success(deciding.request, gettext("已取消标注。"))


def _unknown(deciding: _Deciding) -> None:
    raise Refused("command", "没有“%(word)s”这种办理方式，请刷新页面。", word=deciding.word)


WAYS: dict[str, Callable[[_Deciding], None]] = {
    "bind": _bind,
    "register": _bind,
    "propose": _bind,
    "decline": _decline,
    "principles": _principles,
    "save": _save,
    "undo": _undo,
    "existing": _existing,
    "unmark": _unmark,
}


@require_POST
@for_offices
def mark(request: HttpRequest, document_id: int) -> HttpResponse:
    document = document_or_404(request, document_id)
    try:
        start, end = _passage(request, document)
        made = actions.mark(
            document.pk,
            start,
            end,
            kind=request.POST.get("kind", "action"),
            by=actor_of(request),
            at=now(),
            command_id=command_id_of(request),
        )
    except Refused as why:
        words = {"passage": request.POST.get("words", "")}
        return detail_page(request, document, Given(words=words, message=why.said(gettext)))
    messages.success(request, gettext("已标注为第%(n)s条。") % {"n": made.order})
    return redirect(f"{document.get_absolute_url()}#row-{made.order}")


def _passage(request: HttpRequest, document: Document) -> tuple[int, int]:
    """Return the passage by its place where one was selected, else by its words."""
    start, end = request.POST.get("start", ""), request.POST.get("end", "")
    if start.isdigit() and end.isdigit():
        return int(start), int(end)
    return actions.find_passage(document, request.POST.get("words", ""))


@require_POST
@for_offices
def describe(request: HttpRequest, document_id: int) -> HttpResponse:
    document = document_or_404(request, document_id)
    form = DescribeForm(document, request.POST)
    if not form.is_valid():
        return detail_page(request, document, Given(frame=form))
    given = dict(form.cleaned_data)
    source, doc_date = given.pop("source"), given.pop("doc_date")
    try:
        actions.describe(
            document.pk,
            given,
            source=source,
            doc_date=doc_date,
            by=actor_of(request),
            at=now(),
            command_id=command_id_of(request),
        )
    except Refused as why:
        form.add_error(None, why.said(gettext))
        return detail_page(request, document, Given(frame=form))
    messages.success(request, gettext("来文信息已修改。"))
    return redirect("document-detail", document.pk)
