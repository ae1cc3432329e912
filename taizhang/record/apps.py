"""The record as a Django app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Entries, erasable texts, evidence and counters."""

    name = "taizhang.record"
    label = "record"
    verbose_name = "存证"
