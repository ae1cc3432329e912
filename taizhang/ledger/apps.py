"""The ledger as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Items, the units involved in them, their open requests, orders and saved filters."""

    name = "taizhang.ledger"
    label = "ledger"
    verbose_name = "台账"
