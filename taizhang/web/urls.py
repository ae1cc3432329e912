"""Addresses of the web app: the style guide, on a developer's machine only."""

from django.conf import settings
from django.urls import URLPattern, path

from taizhang.web.styleguide import styleguide

urlpatterns: list[URLPattern] = []
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
