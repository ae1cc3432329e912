"""Settings, a new edition (制度包换版): upload, what is wrong, what changes, adopt."""

import json
import zipfile
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.desk.actions.adopting import adopt_draft, drop_draft, keep_draft, left_behind
from taizhang.desk.downloads import download
from taizhang.ledger.command_ids import new_command_id
from taizhang.org.actors import acting_in, actor_of, region_of
from taizhang.org.models import Edition, EditionDraft
from taizhang.org.packs import current_edition, edition
from taizhang.org.views.people import for_administrators
from taizhang.packs.difference import Change, Fate, Part, difference
from taizhang.packs.load import Pack, load_content
from taizhang.packs.problems import BrokenPack, Problem
from taizhang.packs.source import files_of
from taizhang.packs.uploaded import uploaded
from taizhang.rules.refused import Refused
from taizhang.web.clock import now, today

FILES = "files"
MOST = 20_000_000
ACCEPT = ".zip,.csv,.toml,.geojson"
PARTS = {
    Part.DISTRICT: _("全区"),
    Part.UNIT: _("单位"),
    Part.CATEGORY: _("事项类别"),
    Part.DUTY: _("职责"),
    Part.BESIDE: _("辖区与包保"),
    Part.CAMPAIGN: _("专项"),
}
FATES = {Fate.ADDED: _("新增"), Fate.CHANGED: _("修改"), Fate.REMOVED: _("删去")}


class AdoptForm(forms.Form):
    """From which day the new edition holds."""

    since = forms.DateField(
        label=_("执行日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    digest = forms.CharField(widget=forms.HiddenInput)
    command_id = forms.CharField(widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Chapter:
    """The changes of one part of the pack, each with the word for what becomes of it."""

    word: Promise
    changes: list[tuple[Change, Promise]]


@require_http_methods(["GET", "POST"])
@for_administrators
def change(request: HttpRequest) -> HttpResponse:
    """Show what an uploaded edition would change, or take one in."""
    if request.method == "GET":
        return _page(request, 200)
    try:
        pack = uploaded(_read(request), files_of(_in_force(request).content))
        _require_same_district(request, pack)
    except BrokenPack as broken:
        return _page(request, 422, problems=list(broken.problems))
    except Refused as refused:
        return _page(request, 422, refused=refused.said(gettext))
    keep_draft(pack, acting_in(request).person, at=now())
    return redirect("edition-change")


def _read(request: HttpRequest) -> dict[str, bytes]:
    files = request.FILES.getlist(FILES)
    if not files:
        raise Refused("missing", "请选择要上传的文件。")
    if sum(file.size or 0 for file in files) > MOST:
        raise Refused("too_big", "上传的文件太大，制度包合计不超过20MB。")
    return {file.name or "": file.read() for file in files}


def _require_same_district(request: HttpRequest, pack: Pack) -> None:
    region = region_of(request)
    if pack.district.region != region:
        raise Refused(
            "region",
            "这是地区%(other)s的制度包，本系统的台账属于地区%(region)s。",
            other=pack.district.region,
            region=region,
        )
    if Edition.objects.of_region(region).filter(digest=pack.digest).exists():
        raise Refused("adopted", "上传的内容与已采用的版本完全相同，没有需要采用的改动。")


def _in_force(request: HttpRequest) -> Edition:
    return Edition.objects.get(pk=current_edition(region_of(request), today()).pk)


@require_POST
@for_administrators
def adopt(request: HttpRequest) -> HttpResponse:
    """Adopt what was looked at."""
    form = AdoptForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, form=form)
    given = form.cleaned_data
    try:
        row = adopt_draft(
            region_of(request),
            given["digest"],
            since=given["since"],
            today=today(),
            by=actor_of(request),
            at=now(),
            command_id=given["command_id"],
        )
    except Refused as refused:
        return _page(request, 422, form=form, refused=refused.said(gettext))
    messages.success(
        request, gettext("新版制度包已采用，%(day)s起执行。") % {"day": row.effective_from}
    )
    return redirect("settings-pack")


@require_POST
@for_administrators
def put_aside(request: HttpRequest) -> HttpResponse:
    """Forget what was uploaded."""
    drop_draft(region_of(request))
    messages.success(request, gettext("已放弃上传的版本。"))
    return redirect("edition-change")


@require_safe
@for_administrators
def files(request: HttpRequest, digest: str) -> HttpResponse:
    """Give the files of an edition in a zip, to be edited and uploaded again."""
    row = get_object_or_404(Edition.objects.of_region(region_of(request)), digest=digest)
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in json.loads(row.content).items():
            # Spreadsheet programs take a CSV for UTF-8 only where it begins with the mark.
            archive.writestr(name, text.encode("utf-8-sig" if name.endswith(".csv") else "utf-8"))
    return download(held.getvalue(), f"{row.name}-制度包-{digest[:8]}", "zip", now())


def _page(
    request: HttpRequest,
    status: int,
    *,
    problems: list[Problem] | None = None,
    refused: str = "",
    form: AdoptForm | None = None,
) -> HttpResponse:
    row = current_edition(region_of(request), today())
    given: dict[str, Any] = {
        "row": row, "problems": problems, "refused": refused, "accept": ACCEPT, "is_admin": True,
        "files": FILES,
    }  # fmt: skip
    draft = EditionDraft.objects.of_region(region_of(request)).select_related("person").first()
    if draft is not None and not problems:
        given |= _described(draft, edition(row.digest), form)
    return render(request, "desk/edition_change.html", given, status=status)


def _described(draft: EditionDraft, old: Pack, form: AdoptForm | None) -> dict[str, Any]:
    new = load_content(draft.content)
    changes = difference(old, new)
    left = [each for each in left_behind(draft.region, new) if each.items or each.posts]
    initial = {
        "since": max(new.district.effective_from, today()),
        "digest": new.digest,
        "command_id": new_command_id(now()),
    }
    return {
        "draft": draft,
        "new": new,
        "chapters": [
            Chapter(PARTS[part], [(each, FATES[each.fate]) for each in some])
            for part, some in groupby(changes, lambda each: each.part)
        ],
        "count": len(changes),
        "left": left,
        "is_stranded": any(each.is_stranded for each in left),
        "form": form or AdoptForm(initial=initial),
    }
