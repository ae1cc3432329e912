"""The addresses that tests of the frame need, whatever else is installed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from taizhang.rules.refused import Refused
from taizhang.web.styleguide import styleguide


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<link rel="icon" href="data:,">')


@login_not_required
def refusing(request: HttpRequest) -> HttpResponse:
    raise Refused("not-now", "待签收的事项不能申请销号。")


@login_not_required
def failing(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [
    path("", page, name="home"),
    path("language/", include("django.conf.urls.i18n")),
    path("styleguide/", styleguide, name="styleguide"),
    path("desk/", page, name="desk"),
    path("items/", page, name="item-list"),
    path("quick/", page, name="quick-hand-over"),
    path("sign-in", page, name="sign-in"),
    path("sign-out", page, name="sign-out"),
    path("refusing", refusing, name="refusing"),
    path("failing", failing, name="failing"),
]
