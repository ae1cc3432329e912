"""Settings, pack (制度包): the rules in force, readable for everybody who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from taizhang.org.actors import has_role, region_of
from taizhang.org.models import Edition
from taizhang.org.packs import current_edition, edition
from taizhang.org.reading_packs import campaign_rows, category_rows, unit_rows
from taizhang.org.reading_territory import territory_shown
from taizhang.rules.lifecycle.states import Role
from taizhang.web.clock import today

TABS = ("units", "campaigns", "categories", "territory", "editions")


@require_safe
def pack(request: HttpRequest) -> HttpResponse:
    region = region_of(request)
    row = current_edition(region, today())
    held = edition(row.digest)
    tab = request.GET.get("tab", TABS[0])
    tab = tab if tab in TABS else TABS[0]
    given = {"row": row, "pack": held, "tab": tab, "tabs": _tabs(tab)}
    given["is_admin"] = has_role(request, Role.ADMIN)
    if tab == "units":
        given["units"] = unit_rows(held)
    elif tab == "campaigns":
        given["campaigns"] = campaign_rows(held)
    elif tab == "categories":
        given["categories"] = category_rows(held)
    elif tab == "territory":
        given["territory"] = territory_shown(held, today())
    else:
        given["editions"] = Edition.objects.of_region(region).defer("content")
    return render(request, "org/pack_detail.html", given)


def _tabs(current: str) -> list[tuple[str, str, bool, int | None]]:
    words = {
        "units": gettext("单位"),
        "campaigns": gettext("专项与时限"),
        "categories": gettext("事项类别"),
        "territory": gettext("辖区与包保"),
        "editions": gettext("版本"),
    }
    return [(words[tab], f"?tab={tab}", tab == current, None) for tab in TABS]
