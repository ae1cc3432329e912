"""Every address of the site, app by app, and the pages of last resort."""

from pathlib import Path

from django.conf import settings
from django.urls import include, path

handler400 = "taizhang.web.refusals.bad_request"
handler403 = "taizhang.web.refusals.permission_denied"
handler404 = "taizhang.web.refusals.not_found"
handler500 = "taizhang.web.refusals.server_error"

APPS = [
    app
    for app in ("web", "org", "intake", "desk")
    if (Path(settings.PACKAGE) / app / "urls.py").exists()
]
urlpatterns = [
    path("language/", include("django.conf.urls.i18n")),
    *(path("", include(f"taizhang.{app}.urls")) for app in APPS),
]
