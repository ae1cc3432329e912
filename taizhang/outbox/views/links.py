"""Links to one item: opening them, making one for a helper, taking one back."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from taizhang.ledger import terms
from taizhang.ledger.models import Item
from taizhang.org.actors import POST_KEY, acting_in, actor_of, pack_of, region_of
from taizhang.outbox.actions import links
from taizhang.outbox.forms import HelperForm
from taizhang.outbox.middleware import ONE_ITEM
from taizhang.outbox.models import OneItemLink
from taizhang.outbox.tokens import OPEN
from taizhang.web.clock import now

BACKEND = "django.contrib.auth.backends.ModelBackend"
GONE = 410


@never_cache
@login_not_required
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in for the one item of a link; who is signed in already keeps their whole session."""
    at = now()
    bearer = links.bearer_of(token, OPEN, at)
    if bearer is None or bearer.person.must_change_password:
        return _private(render(request, "outbox/link_gone.html", status=GONE))
    links.use_link(bearer.link, at=at, address=request.META.get("REMOTE_ADDR", ""))
    is_same = request.user.is_authenticated and request.user.pk == bearer.person.pk
    if not is_same or ONE_ITEM in request.session:
        request.session.flush()
        login(request, bearer.person, backend=BACKEND)
        request.session[ONE_ITEM] = bearer.link.pk
        request.session[POST_KEY] = bearer.post.pk
        request.session.set_expiry(int((bearer.link.ends - at).total_seconds()) + 1)
    return _private(redirect("item-detail", bearer.link.item))


def _private(response: HttpResponse) -> HttpResponse:
    """Let no other page learn the address that was asked for: the token is in it."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_POST
def helper_link(request: HttpRequest, item_id: int) -> HttpResponse:
    """Make an upload link for a named helper and show it, this once."""
    item, form = _item(request, item_id), HelperForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("item-detail", item.pk)
    pack = pack_of(request)
    token = links.make_upload_link(
        item,
        helper=form.cleaned_data["helper"],
        phone=form.cleaned_data["phone"],
        pack=pack,
        by=actor_of(request),
        at=now(),
        command_id=form.cleaned_data["command_id"],
    )
    given = {
        "item": item,
        "helper": form.cleaned_data["helper"],
        "hours": pack.district.telling.hours,
        "url": request.build_absolute_uri(reverse("upload", args=(token,))),
    }
    return render(request, "outbox/helper_link.html", given)


@require_POST
def revoke(request: HttpRequest, link_id: int) -> HttpResponse:
    link = get_object_or_404(OneItemLink, region=region_of(request), pk=link_id)
    item = _item(request, link.item)
    if not links.may_revoke(link, item, actor_of(request)):
        raise PermissionDenied(gettext("链接由本人、牵头单位或督办单位收回。"))
    links.revoke_link(link, by=actor_of(request), at=now())
    messages.success(request, gettext("链接已收回。"))
    return redirect("item-detail", item.pk)


def _item(request: HttpRequest, item_id: int) -> Item:
    """Return an item that the reader may see; to everybody else there is none."""
    own = Item.objects.of_region(region_of(request))
    offices = terms.offices_of(terms.of(pack_of(request).digest))
    seen = own.visible_to(actor_of(request), offices=offices).filter(pk=item_id)
    found = seen.first() if acting_in(request).post else None
    if found is None:
        raise Http404
    return found
