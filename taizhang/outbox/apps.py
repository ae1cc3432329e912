"""The outbox as a Django app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Messages made from the entries, channels, deliveries, digests, and links to one item."""

    name = "taizhang.outbox"
    label = "outbox"
    verbose_name = "送达"
