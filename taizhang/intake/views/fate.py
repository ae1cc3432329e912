"""落实去向表: every sentence with what became of it, of a document, a series or a leader."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Max, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from taizhang.intake import fates
from taizhang.intake.fates import Standing
from taizhang.intake.models import Document
from taizhang.intake.readers import document_or_404, documents, for_offices
from taizhang.intake.words import KINDS, TYPES
from taizhang.org.actors import region_of
from taizhang.org.packs import current
from taizhang.packs.load import Pack
from taizhang.papers.fate_table import FateTable, fate_table_docx, fate_table_xlsx
from taizhang.papers.marks import FATES, Mark
from taizhang.web.clock import now

MOST = 200  # documents in one table
FORMS: dict[str, tuple[str, Callable[[FateTable], bytes]]] = {
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        fate_table_docx,
    ),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        fate_table_xlsx,
    ),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line of the page."""

    standing: Standing
    mark: Mark
    kind: str
    lead: str
    progress: str
    reason: str
    opens: Document | None = None  # the document whose sentences begin here


@dataclass(frozen=True, slots=True)
class Table:
    """What is to be shown: whose sentences, and their standing now."""

    title: str
    subtitle: str
    documents: list[Document]
    rows: list[Standing]


@require_safe
@for_offices
def of_document(request: HttpRequest, document_id: int) -> HttpResponse:
    return _page(request, _document_table(document_or_404(request, document_id)))


@require_safe
@for_offices
def of_document_as_file(request: HttpRequest, document_id: int, form: str) -> HttpResponse:
    return _file(request, _document_table(document_or_404(request, document_id)), form)


@require_safe
@for_offices
def of_several(request: HttpRequest) -> HttpResponse:
    table = _several(request)
    if table is None:
        return render(request, "intake/fate_index.html", _index(request))
    return _page(request, table)


@require_safe
@for_offices
def of_several_as_file(request: HttpRequest, form: str) -> HttpResponse:
    table = _several(request)
    if table is None:
        raise Http404(gettext("请先选择会议系列或领导。"))
    return _file(request, table, form)


def _document_table(document: Document) -> Table:
    number = f"　{document.number}" if document.number else ""
    day = document.doc_date.isoformat() if document.doc_date else ""
    kind = gettext(KINDS.get(document.kind, ""))
    subtitle = f"{kind}{number}　{document.issuer or document.leader}　{day}"
    return _table(_titled(document.title), subtitle.strip("　"), [document])


def _titled(whose: str) -> str:
    return gettext("%(whose)s 落实去向表") % {"whose": whose}


def _several(request: HttpRequest) -> Table | None:
    chosen = {name: request.GET.get(name, "").strip() for name in ("series", "leader")}
    asked = {name: value for name, value in chosen.items() if value}
    if not asked:
        return None
    found = list(documents(request).filter(**asked).newest_first()[:MOST])
    if not found:
        raise Http404(gettext("没有这个会议系列或领导的来文。"))
    subtitle = gettext("来文%(n)s件") % {"n": len(found)}
    return _table(_titled(" ".join(asked.values())), subtitle, found)


def _table(title: str, subtitle: str, found: list[Document]) -> Table:
    rows = fates.standings(fates.requirements_of(found), now())
    return Table(title, subtitle, found, rows)


def _index(request: HttpRequest) -> dict[str, object]:
    """Return the series and leaders that there are tables of, the latest first."""
    found = documents(request)
    counted = {
        name: found.exclude(**{name: ""})
        .values(name)
        .annotate(
            n=Count("pk"), last=Max("received_at"), undecided=Sum("undecided"), bound=Sum("bound")
        )
        .order_by("-last")[:MOST]
        for name in ("series", "leader")
    }
    recent = found.newest_first()[:20]
    return {"series": counted["series"], "leaders": counted["leader"], "recent": recent}


def _page(request: HttpRequest, table: Table) -> HttpResponse:
    pack = current(region_of(request))
    wanted = request.GET.get("only", "")
    rows = [row for row in table.rows if not wanted or row.fate == wanted]
    given = {
        "table": table,
        "sentences": _sentences(table, rows, pack),
        "coverage": fates.coverage(table.rows),
        "fates": [(fate.value, mark) for fate, mark in FATES.items()],
        "only": wanted,
        "query": request.GET.urlencode(),
        "document": table.documents[0] if len(table.documents) == 1 else None,
        "is_several": "series" in request.GET or "leader" in request.GET,
    }
    return render(request, "intake/fate_table.html", given)


def _sentences(table: Table, rows: list[Standing], pack: Pack) -> list[Sentence]:
    at = now()
    by_id = {document.pk: document for document in table.documents}
    shown, before = [], 0
    for row in rows:
        document_id = row.requirement.document_id
        opens = by_id[document_id] if document_id != before and len(by_id) > 1 else None
        before = document_id
        titles = dict.fromkeys(pack.units.title(item.lead) for item in row.items if item.lead)
        shown.append(
            Sentence(
                row,
                FATES[row.fate],
                gettext(TYPES[row.requirement.kind]),
                "、".join(titles),
                fates.progress_words(row, pack, at),
                fates.reason_words(row),
                opens,
            )
        )
    return shown


def _file(request: HttpRequest, table: Table, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404(gettext("只能导出 docx 或 xlsx。"))
    pack = current(region_of(request))
    mime, write = FORMS[form]
    paper = fates.fate_table(
        table.title, table.subtitle, table.rows, pack, now(), pack.district.name
    )
    response = HttpResponse(write(paper), content_type=mime)
    name = content_disposition_header(as_attachment=True, filename=f"{table.title}.{form}")
    response["Content-Disposition"] = name or "attachment"
    return response
