"""The page on which two persons erase a document: one asks with an authority, another does it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from taizhang.intake import actions
from taizhang.intake.models import Binding, Document
from taizhang.intake.readers import command_id_of, document_or_404, for_offices, may_write
from taizhang.ledger.command_ids import new_command_id
from taizhang.org.actors import actor_of, names
from taizhang.rules.refused import Refused
from taizhang.web.clock import now


class ErasureForm(forms.Form):
    """By what authority, and whether the items made from it are emptied as well."""

    authority = forms.CharField(
        label=_("依据"),
        max_length=200,
        help_text=_("文号或法律条款；依据会留在记录里。"),
        error_messages={"required": _("删除须写明依据（文号或法律条款）。")},
    )
    emergency = forms.BooleanField(
        label=_("涉密误传应急清除"),
        required=False,
        help_text=_("由本文立项的事项，文字和佐证文件一并清除。"),
    )


@never_cache
@require_http_methods(["GET", "POST"])
@for_offices
def erase(request: HttpRequest, document_id: int) -> HttpResponse:
    document = document_or_404(request, document_id)
    if document.is_erased:
        return redirect("document-detail", document.pk)
    form = ErasureForm(request.POST if request.POST.get("do") == "ask" else None)
    if request.method == "GET" or (form.is_bound and not form.is_valid()):
        return _page(request, document, form)
    do = _WAYS.get(request.POST.get("do", ""), _unknown)
    try:
        done = do(request, document, form)
    except Refused as why:
        return _page(request, document, form, why.said(gettext))
    messages.success(request, done)
    return redirect("document-detail", document.pk)


def _page(
    request: HttpRequest, document: Document, form: ErasureForm, message: str = ""
) -> HttpResponse:
    asked = actions.asked_erasure(document)
    siblings = Document.objects.of_region(document.region).filter(sha256=document.sha256)
    made = Binding.objects.filter(requirement__document__in=siblings, existing=False)
    given = {
        "document": document,
        "form": form,
        "message": message,
        "asked": asked,
        "asker": names([asked.by.person]).get(asked.by.person or 0, "") if asked else "",
        "is_own": asked is not None and asked.by.person == actor_of(request).person,
        "may_write": may_write(request),
        "siblings": siblings.count() - 1,
        "items": made.values("item").distinct().count(),
        "command_id": new_command_id(now()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/document_erase.html", given, status=status)


def _ask(request: HttpRequest, document: Document, form: ErasureForm) -> str:
    given = form.cleaned_data
    actions.ask_erasure(
        document.pk,
        given["authority"],
        emergency=given["emergency"],
        by=actor_of(request),
        at=now(),
        command_id=command_id_of(request),
    )
    return gettext("已提出删除，等待另一人办理。")


def _erase(request: HttpRequest, document: Document, _: ErasureForm) -> str:
    id = command_id_of(request)
    actions.erase(document.pk, by=actor_of(request), at=now(), command_id=id)
    return gettext("原文已删除。")


def _deny(request: HttpRequest, document: Document, _: ErasureForm) -> str:
    id = command_id_of(request)
    actions.deny_erasure(document.pk, by=actor_of(request), at=now(), command_id=id)
    return gettext("没有删除，原文仍在。")


def _unknown(_: HttpRequest, __: Document, ___: ErasureForm) -> str:
    raise Refused("unknown", "不知道要办理什么，请刷新页面后重新提交。")


_WAYS: dict[str, Callable[[HttpRequest, Document, ErasureForm], str]] = {
    "ask": _ask,
    "erase": _erase,
    "deny": _deny,
}
