"""How lights and states look: shape, tone and word, so that nothing depends on colour alone."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Mark(NamedTuple):
    """The look of one light: a shape for eyes that see no colour, and its word."""

    shape: str
    word: Promise


LIGHTS = {
    "green": Mark("●", _("正常")),
    "yellow": Mark("▲", _("临期")),
    "red": Mark("■", _("逾期")),
    "grey": Mark("○", _("办结")),
}


class Badge(NamedTuple):
    """The look of one state: whose move it is decides the tone, the word says the rest."""

    tone: str
    word: Promise


STATES = {
    "proposed": Badge("plain", _("待立项")),
    "registered": Badge("plain", _("待交办")),
    "dispatched": Badge("active", _("待签收")),
    "in_progress": Badge("active", _("办理中")),
    "suspended": Badge("still", _("暂缓")),
    "submitted": Badge("check", _("待核查")),
    "disclosed": Badge("check", _("公示中")),
    "closed": Badge("done", _("已销号")),
    "archived": Badge("done", _("已归档")),
    "declined": Badge("ended", _("不立项")),
    "voided": Badge("ended", _("已撤销")),
    "superseded": Badge("ended", _("已合并/分立")),
}
