"""What a helper without an account sees and sends: one item, where it is, photos and words."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from taizhang.ledger.models import Item
from taizhang.outbox.actions import links
from taizhang.outbox.forms import UploadForm
from taizhang.outbox.tokens import UPLOAD
from taizhang.record.actions import keep
from taizhang.rules.refused import Refused
from taizhang.web.clock import now

GONE, UNPROCESSABLE = 410, 422


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, token: str) -> HttpResponse:
    bearer = links.bearer_of(token, UPLOAD, now())
    item = Item.objects.filter(pk=bearer.link.item).first() if bearer else None
    if bearer is None or item is None:
        return render(request, "outbox/link_gone.html", status=GONE)
    if request.method != "POST":
        links.use_link(bearer.link, at=now(), address=request.META.get("REMOTE_ADDR", ""))
        return _page(request, bearer, item, UploadForm.fresh(now()))
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, bearer, item, form, UNPROCESSABLE)
    try:
        _hand_in(bearer, form)
    except Refused as refused:
        form.add_error(None, refused.said(gettext))
        return _page(request, bearer, item, form, UNPROCESSABLE)
    return render(request, "outbox/upload_done.html", {"item": item})


def _hand_in(bearer: links.Bearer, form: UploadForm) -> None:
    at = now()
    kept = [
        keep(file.read(), file.name or "照片", region=bearer.link.region, at=at).sha256
        for file in form.cleaned_data["photos"]
    ]
    links.hand_in(
        bearer,
        words=form.cleaned_data["words"],
        evidence=kept,
        at=at,
        command_id=form.cleaned_data["command_id"],
    )


def _page(
    request: HttpRequest, bearer: links.Bearer, item: Item, form: UploadForm, status: int = 200
) -> HttpResponse:
    given = {
        "item": item,
        "form": form,
        "helper": links.helper_of(bearer.link),
        "person": bearer.person,
        "ends": bearer.link.ends,
    }
    return render(request, "outbox/upload.html", given, status=status)
