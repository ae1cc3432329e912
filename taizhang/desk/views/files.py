"""Files that leave the ledger: evidence to those who see its item, notices to the office."""

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from taizhang.desk.history import hashes_of, history_of
from taizhang.desk.notices import notice_of
from taizhang.desk.seeing import is_of_an_office, item_for, items_for
from taizhang.ledger.models import Item, Order
from taizhang.org.actors import acting_in, has_role, pack_of, region_of
from taizhang.papers.notice import notice_docx
from taizhang.papers.packing import packed
from taizhang.record.evidence import thumbnail_of, view_of
from taizhang.record.models import Evidence
from taizhang.record.texts import texts_of
from taizhang.rules.lifecycle.states import Role
from taizhang.web.clock import today

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
# A file of somebody else's making: it may load nothing and do nothing.
HARMLESS = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
A_DAY = 24 * 60 * 60


@require_safe
def evidence(request: HttpRequest, sha256: str) -> HttpResponse | FileResponse:
    """Give a file to whoever sees the item that is said to hold it, if it does."""
    found = _evidence_of(request, sha256)
    path, mime = view_of(found.sha256, found.mime)
    if request.GET.get("size") == "thumb" and found.is_picture:
        path, mime = thumbnail_of(found.sha256), "image/jpeg"
    try:
        opened = path.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = "" if found.is_picture else _name(found)
    response = FileResponse(
        opened, content_type=mime, as_attachment=not found.is_picture, filename=name
    )
    response["Content-Security-Policy"] = HARMLESS
    response["Cache-Control"] = f"private, max-age={A_DAY}, immutable"
    return response


def _evidence_of(request: HttpRequest, sha256: str) -> Evidence:
    named = request.GET.get("item", "")
    if not named.isdigit():
        raise Http404
    item = item_for(request, int(named))
    if sha256 not in hashes_of(item.region, item.pk):
        raise Http404
    return get_object_or_404(Evidence, region=item.region, sha256=sha256)


def _name(found: Evidence) -> str:
    return texts_of(found.region, [found.name_hash]).get(found.name_hash, found.sha256[:8])


@require_safe
def notice(request: HttpRequest, item_id: int) -> HttpResponse:
    _require_office(request)
    item = item_for(request, item_id)
    return _download(_notice(request, item), f"督办通知单-{item.number}.docx", DOCX)


@require_safe
def order_notices(request: HttpRequest, order_id: int) -> HttpResponse:
    """Give the notices of all items of an order that the reader sees, in one archive."""
    _require_office(request)
    order = get_object_or_404(Order, region=region_of(request), pk=order_id)
    items = items_for(request).filter(order=order.pk).exclude(lead="").order_by("number")
    papers = {f"督办通知单-{item.number}.docx": _notice(request, item) for item in items}
    if not papers:
        raise Http404
    return _download(packed(papers), f"督办通知单-{order.number}.zip", ZIP)


def _require_office(request: HttpRequest) -> None:
    if not is_of_an_office(request) or not has_role(request, Role.SUPERVISOR, Role.INTAKE):
        raise PermissionDenied(gettext("督办通知单由督查部门制发。"))


def _notice(request: HttpRequest, item: Item) -> bytes:
    pack, acting = pack_of(request), acting_in(request)
    unit = acting.post.unit if acting.post else ""
    phone = pack.units.unit(unit).phone if unit in pack.units else ""
    return notice_docx(
        notice_of(
            item,
            history_of(item.region, item.facts, pack),
            pack,
            contact=acting.person.full_name,
            phone=acting.person.phone or phone,
            issued=today(),
        )
    )


def _download(data: bytes, name: str, mime: str) -> HttpResponse:
    response = HttpResponse(data, content_type=mime)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
