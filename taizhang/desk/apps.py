"""The app of the pages that look across the others (工作台)."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Tells Django where the desk lives."""

    name = "taizhang.desk"
    label = "desk"
