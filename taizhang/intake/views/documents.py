"""来文: the list, the door for new ones, and a document beside what is to become of it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.intake import actions
from taizhang.intake.forms import ReceiveForm
from taizhang.intake.models import Binding, Document, DocumentQuerySet, Progress
from taizhang.intake.readers import document_or_404, for_offices, may_write
from taizhang.intake.readers import documents as readable
from taizhang.intake.views.detail import detail_page
from taizhang.intake.words import KINDS, URGENCIES
from taizhang.org.actors import actor_of, region_of
from taizhang.rules.refused import Refused
from taizhang.web.clock import now

PAGE = 50
CAP = 999
NOTHING = Progress(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """A document in the list, with the progress of its items."""

    document: Document
    kind: str
    progress: Progress


@require_safe
@for_offices
def documents(request: HttpRequest) -> HttpResponse:
    tab = "done" if request.GET.get("tab") == "done" else "open"
    found = _filtered(request, readable(request))
    wanted = found.decided() if tab == "done" else found.undecided()
    page = list(wanted.newest_first(_number(request.GET.get("before")))[: PAGE + 1])
    more = page[PAGE - 1].pk if len(page) > PAGE else ""
    given = {
        "lines": _lines(page[:PAGE]),
        "more": more,
        "tabs": _tabs(request, found, tab),
        "tab": tab,
        "kinds": [(code, gettext(word)) for code, word in KINDS.items()],
        "urgencies": [(word, gettext(word)) for word in URGENCIES],
        "chosen": {name: request.GET.get(name, "") for name in ("q", "kind", "urgency")},
        "may_write": may_write(request),
        "form": ReceiveForm(),
    }
    return render(request, "intake/document_list.html", given)


def _number(words: str | None) -> int | None:
    return int(words) if words and words.isascii() and words.isdigit() else None


def _filtered(request: HttpRequest, found: DocumentQuerySet) -> DocumentQuerySet:
    found = found.matching(request.GET.get("q", ""))
    for name in ("kind", "urgency", "series", "leader"):
        if value := request.GET.get(name, ""):
            found = found.filter(**{name: value})
    return found


def _tabs(request: HttpRequest, found: DocumentQuerySet, tab: str) -> list[tuple[Any, ...]]:
    query = request.GET.copy()
    query.pop("before", None)
    tabs = []
    for code, label, some in (
        ("open", gettext("待分解"), found.undecided()),
        ("done", gettext("已分解"), found.decided()),
    ):
        query["tab"] = code
        number = some.order_by()[: CAP + 1].count()
        shown = f"{CAP}+" if number > CAP else number
        tabs.append((label, f"?{query.urlencode()}", code == tab, shown))
    return tabs


def _lines(page: list[Document]) -> list[Line]:
    progress = Binding.objects.progress([document.pk for document in page], now())
    return [
        Line(document, gettext(KINDS.get(document.kind, "")), progress.get(document.pk, NOTHING))
        for document in page
    ]


@require_http_methods(["GET", "POST"])
@for_offices
def new(request: HttpRequest) -> HttpResponse:
    form = ReceiveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _receive(request, form)
    return render(request, "intake/document_new.html", {"form": form})


def _receive(request: HttpRequest, form: ReceiveForm) -> HttpResponse:
    """Take in every file; those that are refused are named, the others are there."""
    arrived: list[Document] = []
    refused: list[str] = []
    for name, content in _contents(request, form):
        try:
            received = actions.receive(
                name,
                content,
                region=region_of(request),
                by=actor_of(request),
                at=now(),
                confidential=form.cleaned_data["confidential"],
                anyway=form.cleaned_data["anyway"],
            )
        except Refused as why:
            refused.append(why.said(gettext))
            continue
        arrived += received.documents
        if received.is_known:
            messages.info(request, gettext("“%(name)s”此前已收文，没有重复读入。") % {"name": name})
    if refused or not arrived:
        return _refused(request, form, arrived, refused)
    return _arrived(request, arrived)


def _contents(request: HttpRequest, form: ReceiveForm) -> list[tuple[str, bytes | str]]:
    files = [file for file in request.FILES.getlist("files") if isinstance(file, UploadedFile)]
    contents: list[tuple[str, bytes | str]] = [(str(file.name), file.read()) for file in files]
    if form.cleaned_data["text"].strip():
        # What is recorded is in the district's language, whatever the page speaks.
        name = form.cleaned_data["name"] or "粘贴的文字"
        # The browser sends line ends as CR LF; a pasted text is the same as the file it is from.
        contents.append((f"{name}.txt", form.cleaned_data["text"].replace("\r\n", "\n")))
    return contents


def _refused(
    request: HttpRequest, form: ReceiveForm, arrived: list[Document], refused: list[str]
) -> HttpResponse:
    for sentence in refused or [gettext("请选择文件，或粘贴文字。")]:
        form.add_error(None, sentence)
    given = {"form": form, "arrived": arrived}
    return render(request, "intake/document_new.html", given, status=422)


def _arrived(request: HttpRequest, arrived: list[Document]) -> HttpResponse:
    number = sum(document.total for document in arrived)
    said = ngettext("读出%(n)s条要求。", "读出%(n)s条要求。", number) % {"n": number}
    messages.success(request, said)
    if len(arrived) == 1:
        return redirect("document-detail", arrived[0].pk)
    return redirect(reverse("document-list"))


@require_safe
@for_offices
def detail(request: HttpRequest, document_id: int) -> HttpResponse:
    return detail_page(request, document_or_404(request, document_id))
