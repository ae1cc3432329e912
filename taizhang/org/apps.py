"""People, posts and pack editions as a Django app."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """Who may act, in which post, under which edition of the district's rules."""

    name = "taizhang.org"
    label = "org"
    verbose_name = "机构人员"
