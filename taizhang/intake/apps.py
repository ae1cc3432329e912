"""The app of what comes in (收文)."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Documents and what became of their requirements."""

    name = "taizhang.intake"
    verbose_name = "收文"
