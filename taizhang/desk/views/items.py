"""The ledger (台账): tabs, filters, search, pages, saved filters, and its export."""

from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from taizhang.desk.choices import selects
from taizhang.desk.downloads import download
from taizhang.desk.filters import TABS, Filter, chips, filter_from
from taizhang.desk.paging import numbers_in, page_of, sorted_rows
from taizhang.desk.rows import Rowing, columns, values
from taizhang.desk.seeing import is_of_an_office, items_for
from taizhang.ledger import actions
from taizhang.ledger.models import SavedFilter
from taizhang.org.actors import acting_in, has_role, pack_of, region_of
from taizhang.org.models import Post
from taizhang.papers.sheet import Sheet, sheet_xlsx
from taizhang.rules.lifecycle.states import Role
from taizhang.web.clock import now

CAP = 999
EXPORT_CAP = 5000
FILTER_MOST = 30


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    pack, at = pack_of(request), now()
    chosen = filter_from(request.GET.dict(), pack)
    seen = items_for(request)
    kept = chosen.keep(seen.for_lists(), at, pack.calendar)
    behind = request.GET.get("after", "")
    items, mark = page_of(kept, chosen.order, behind)
    sponsors = sponsors_of(request)
    narrowed = chips(chosen, pack, dict(sponsors))
    count = len(items) if not mark and not behind else kept.count_up_to(CAP)
    given = {
        "chosen": chosen,
        "heading": gettext("台账") if is_of_an_office(request) else gettext("本单位台账"),
        "tabs": _tabs(request, chosen, count),
        "selects": selects(pack, chosen, sponsors),
        "chips": narrowed,
        "clear": f"?tab={chosen.tab}",
        "rows": Rowing(pack, at).rows(items),
        "count": capped(count),
        "first": chosen.query() if behind else "",
        "next": f"{chosen.query()}&after={mark}" if mark else "",
        "kept": SavedFilter.objects.filter(person=acting_in(request).person),
        "query": chosen.query(),
        "link": request.build_absolute_uri(reverse("item-list") + chosen.query()),
        "is_office": is_of_an_office(request) and has_role(request, Role.SUPERVISOR),
        "tab_word": TABS[chosen.tab].word,
        "empty": _empty(chosen, [f"{chip.label}：{chip.words}" for chip in narrowed]),
    }
    return render(request, "desk/item_list.html", given)


def capped(count: int, cap: int = CAP) -> str:
    """Return a number as lists show it: beyond the cap nobody counts."""
    return f"{cap}+" if count > cap else str(count)


def sponsors_of(request: HttpRequest) -> list[tuple[int, str]]:
    """Return the leaders who may stand for an item (包保)."""
    posts = Post.objects.current(now()).of_region(region_of(request)).holding(Role.LEADER)
    named = posts.order_by("person_id").values_list("person_id", "person__full_name")
    return list(dict.fromkeys(named))


def _tabs(
    request: HttpRequest, chosen: Filter, count: int
) -> list[tuple[str, str, bool, str | None]]:
    """Return the headings; how many rows the others have is not counted, the page is quick."""
    return [
        (
            str(tab.word),
            chosen.query(tab=name, state=""),
            name == chosen.tab,
            capped(count) if name == chosen.tab else None,
        )
        for name, tab in TABS.items()
    ]


def _empty(chosen: Filter, narrowed: list[str]) -> str:
    words = {"tab": TABS[chosen.tab].word, "filters": "；".join(narrowed)}
    if narrowed:
        return gettext("“%(tab)s”中没有符合条件的事项。当前筛选：%(filters)s") % words
    return gettext("“%(tab)s”中没有事项。") % words


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Return what the page shows, all its pages together or the chosen rows only, as xlsx."""
    pack, at = pack_of(request), now()
    back, ids = request.GET.get("back"), request.GET.getlist("ids")
    chosen = filter_from(request.GET.dict() if back is None else _asked_in(back), pack)
    kept = chosen.keep(items_for(request).for_lists(), at, pack.calendar)
    if ids:
        kept = kept.filter(pk__in=numbers_in(ids))
    items = list(sorted_rows(kept, chosen.order)[: EXPORT_CAP + 1])
    said = [f"{c.label}：{c.words}" for c in chips(chosen, pack, dict(sponsors_of(request)))]
    said += [gettext("只含所选")] if ids else []
    filters = "；".join([str(TABS[chosen.tab].word), *said])
    sheet = Sheet(
        title=gettext("%(district)s督办台账") % {"district": pack.district.name},
        columns=columns(),
        rows=list(values(items[:EXPORT_CAP], pack, at)),
        made=at,
        author=acting_in(request).person.full_name,
        notes=(
            gettext("筛选条件：%(filters)s") % {"filters": filters},
            _extent(len(items)),
        ),
    )
    name = gettext("台账-%(tab)s") % {"tab": TABS[chosen.tab].word}
    return download(sheet_xlsx(sheet), name, "xlsx", at)


def _extent(found: int) -> str:
    if found > EXPORT_CAP:
        return gettext("只列出前%(n)s件，其余请缩小筛选范围后再导出。") % {"n": EXPORT_CAP}
    return gettext("共%(n)s件，已全部列出。") % {"n": found}


@require_POST
def keep_filter(request: HttpRequest) -> HttpResponse:
    chosen = filter_from(_asked_in(request.POST.get("query", "")), pack_of(request))
    name = request.POST.get("name", "").strip()[:40]
    person = acting_in(request).person
    if not name:
        messages.error(request, gettext("请给筛选起个名字。"))
    elif SavedFilter.objects.filter(person=person).exclude(name=name).count() >= FILTER_MOST:
        messages.error(request, gettext("最多保存%(n)s个筛选。") % {"n": FILTER_MOST})
    else:
        actions.save_filter(person=person.id, name=name, query=chosen.query())
        messages.success(request, gettext("已保存筛选“%(name)s”。") % {"name": name})
    return redirect(reverse("item-list") + chosen.query())


@require_POST
def forget_filter(request: HttpRequest, filter_id: int) -> HttpResponse:
    actions.drop_filter(person=acting_in(request).person.id, filter=filter_id)
    messages.success(request, gettext("已删除保存的筛选。"))
    return redirect("item-list")


def _asked_in(query: str) -> dict[str, str]:
    return dict(parse_qsl(query.removeprefix("?")))
