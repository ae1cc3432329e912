"""Who may open the pages of what came in: the offices; everybody else is told why not."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from taizhang.intake.models import READERS, Document, DocumentQuerySet
from taizhang.ledger import terms
from taizhang.org.actors import actor_of, region_of
from taizhang.rules.lifecycle.states import Role
from taizhang.rules.refused import Refused
from taizhang.web.clock import now

P = ParamSpec("P")
WRITERS = frozenset({Role.INTAKE, Role.SUPERVISOR})


def for_offices(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let only posts of the offices pass: handlers see excerpts, on their items."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_of(request)
        if actor.unit is None or not actor.roles & READERS or actor.unit not in offices(request):
            raise PermissionDenied(
                gettext("来文只供督查部门和区领导查阅；承办单位请看事项页的摘录。")
            )
        return view(request, *args, **kwargs)

    return guarded


def offices(request: HttpRequest) -> frozenset[str]:
    """Return the units that see the whole district."""
    return terms.offices_of(terms.current(region_of(request), now()))


def documents(request: HttpRequest) -> DocumentQuerySet:
    """Return the documents that the reader may open."""
    mine = Document.objects.of_region(region_of(request))
    return mine.readable_by(actor_of(request), offices=offices(request))


def document_or_404(request: HttpRequest, id: int) -> Document:
    """Return one of those documents."""
    found = documents(request).filter(pk=id).first()
    if found is None:
        raise Http404(gettext("没有这份来文，或不在您的查阅范围内。"))
    return found


def command_id_of(request: HttpRequest) -> str:
    """Return the id that the form carries; raise `Refused` where it is none."""
    given = request.POST.get("command_id", "")
    try:
        return str(uuid.UUID(given))
    except ValueError as error:
        raise Refused("command_id", "页面已过期，请刷新页面后重新提交。") from error


def may_write(request: HttpRequest) -> bool:
    """Tell whether the acting post takes documents in and breaks them down."""
    return bool(actor_of(request).roles & WRITERS)
