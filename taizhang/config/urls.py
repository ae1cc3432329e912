"""Every address of the site, app by app."""

from pathlib import Path

from django.conf import settings
from django.urls import include, path

APPS = [
    app
    for app in ("web", "org", "intake", "desk")
    if (Path(settings.PACKAGE) / app / "urls.py").exists()
]
urlpatterns = [
    path("language/", include("django.conf.urls.i18n")),
    *(path("", include(f"taizhang.{app}.urls")) for app in APPS),
]
