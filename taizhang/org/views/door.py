"""The door: signing in and out, the password, and the post that one acts in."""

import logging

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.org import actions
from taizhang.org.actors import POST_KEY, acting_in, actor_of
from taizhang.org.forms import ChangePasswordForm, SignInForm
from taizhang.org.models import FAILURES, Person
from taizhang.rules.refused import Refused
from taizhang.web.clock import now
from taizhang.web.shell import url_of

log = logging.getLogger(__name__)


def way_on(request: HttpRequest, wanted: str = "") -> str:
    """Return where to go next: the wanted page if it is one of ours, else the desk."""
    hosts, is_https = {request.get_host()}, request.is_secure()
    if wanted and url_has_allowed_host_and_scheme(wanted, hosts, require_https=is_https):
        return wanted
    return url_of("desk") or url_of("home") or "/"


@never_cache
@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if request.user.is_authenticated:
        return redirect(way_on(request, wanted))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = _known(request, form)
        if person is not None:
            login(request, person)
            log.info("sign-in of person %s", person.id)
            return redirect(way_on(request, wanted))
    return render(request, "org/sign_in.html", {"form": form, "next": wanted})


def _known(request: HttpRequest, form: SignInForm) -> Person | None:
    """Return the person whose password it is; otherwise say so on the form and remember it."""
    username, at = form.cleaned_data["username"].strip(), now()
    opens = actions.locked_until(username, at=at)
    if opens is not None:
        log.warning("sign-in refused: locked after failures")
        words = gettext("连续 %(n)s 次没有成功，%(at)s 以后再试；忘记密码请找系统管理员重置。")
        clock = f"{timezone.localtime(opens):%H:%M}"
        form.add_error(None, words % {"n": FAILURES, "at": clock})
        return None
    person = authenticate(request, username=username, password=form.cleaned_data["password"])
    if person is None:
        log.warning("sign-in failed")
        actions.note_failure(username, at=at)
        form.add_error(None, gettext("登录名或密码不对。"))
        return None
    actions.forget_failures(username)
    return person


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(url_of("home") or "sign-in")


@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    person = acting_in(request).person
    form = ChangePasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_password(
                person, password=form.cleaned_data["new"], by=actor_of(request), at=now()
            )
        except Refused as refused:
            form.add_error("new", refused.said(gettext))
        else:
            update_session_auth_hash(request, person)
            messages.success(request, gettext("密码已修改。"))
            return redirect(way_on(request))
    given = {"form": form, "is_first": person.must_change_password}
    return render(request, "org/password_change.html", given)


@require_POST
def switch_post(request: HttpRequest) -> HttpResponse:
    acting = acting_in(request)
    wanted = request.POST.get("post", "")
    post = next((post for post in acting.posts if str(post.id) == wanted), None)
    if post is None:
        messages.error(request, gettext("这个岗位不是您现任的岗位。"))
    else:
        request.session[POST_KEY] = post.id
    return redirect(way_on(request))
