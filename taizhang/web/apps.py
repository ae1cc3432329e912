"""The web app (门面): base page, styles and template tags; it has no models."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and tags that all pages use."""

    name = "taizhang.web"
    label = "web"
    verbose_name = "门面"
