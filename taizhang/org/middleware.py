"""At the door: who acts is put on the request, and a first password is changed before all else."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from taizhang.org.actors import SignedInRequest, acting_for
from taizhang.org.models import Person
from taizhang.web.clock import now

# What somebody with a first password may still do.
OPEN = {"change-password", "sign-out", "sign-in", "set_language", "home"}


class ActingPost:
    """Put the acting post on each request of a signed-in person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Lazy: a public page asks nothing of the database on behalf of nobody.
        signed_in = cast(SignedInRequest, request)
        signed_in.acting = SimpleLazyObject(  # type: ignore[assignment]  # it becomes an Acting
            lambda: acting_for(cast(Person, request.user), request.session, now())
        )
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.url_name in OPEN or not request.user.is_authenticated:
            return None
        if request.user.must_change_password:
            return redirect("change-password")
        return None
