"""Tags of the intake's own things: the original in pieces, the name of a unit."""

from collections.abc import Iterable, Mapping

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from taizhang.intake.originals import Piece
from taizhang.packs.load import Pack

register = template.Library()


@register.simple_tag
def pieces(found: Iterable[Piece], tones: Mapping[int, str]) -> SafeString:
    """Draw runs of the original; each tells where in the document it begins."""
    return format_html_join("", "{}", ((_piece(piece, tones),) for piece in found))


def _piece(piece: Piece, tones: Mapping[int, str]) -> SafeString:
    if piece.order is None:
        return format_html('<span data-at="{}">{}</span>', piece.at, piece.text)
    return format_html(
        '<mark data-span="{}" class="{}" tabindex="0" data-at="{}">{}</mark>',
        piece.order,
        tones.get(piece.order, ""),
        piece.at,
        piece.text,
    )


@register.simple_tag(takes_context=True)
def unit_title(context: Context, code: str) -> SafeString:
    """Draw a unit by the name that the page's pack has for it."""
    pack: Pack = context["pack"]
    return format_html('<span class="chip">{}</span>', pack.units.title(code))
