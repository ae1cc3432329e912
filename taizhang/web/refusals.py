"""What a rule refused and no form caught: said in full, never as a failure of the system."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from taizhang.rules.refused import Refused

CONFLICT = 409


class Refusals:
    """Turn a refusal into a page with its reason, or into a toast where htmx asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        said = exception.said(gettext)
        if request.headers.get("HX-Request") != "true":
            return render(request, "refused.html", {"message": said}, status=CONFLICT)
        told = {"text": said, "tone": "error"}
        response = render(request, "web/parts/toast.html", told, status=CONFLICT)
        response["HX-Retarget"], response["HX-Reswap"] = "#toasts", "beforeend"
        return response
