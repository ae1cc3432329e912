"""Settings, channels (渠道): administrators set the ways out, and see what does not get through."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.ledger.command_ids import new_command_id
from taizhang.ledger.models import Item
from taizhang.org.actors import actor_of, names, pack_of, region_of
from taizhang.org.views.people import STAFFED, for_administrators
from taizhang.outbox.actions import channels as actions
from taizhang.outbox.actions.delivering import try_again
from taizhang.outbox.forms import ChannelForm
from taizhang.outbox.models import GIVEN_UP, Channel, Delivery
from taizhang.outbox.phrases import phrase_of
from taizhang.outbox.schemes import KIND_WORDS, masked
from taizhang.web.clock import now

SHOWN = 50
EXAMPLES = (
    ("mail", "mailtos://用户:密码@邮件服务器:465?from=发件地址&to=收件地址"),
    ("dingtalk", "dingtalk://加签密钥@机器人令牌"),
    ("wecom", "wecombot://机器人密钥"),
    ("feishu", "feishu://机器人令牌"),
    ("webhook", "jsons://服务器/路径"),
)


@never_cache
@sensitive_post_parameters("url")
@require_http_methods(["GET", "POST"])
@for_administrators
def channels(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, _form(request))
    form = _form(request, posted=True)
    if not form.is_valid():
        return _shown(request, form, 422)
    given = form.cleaned_data
    actions.add_channel(
        region=region_of(request),
        name=given["name"],
        url=given["url"],
        unit=given["unit"] if form.person is None else "",
        person=form.person,
        by=actor_of(request),
        at=now(),
        command_id=given["command_id"],
    )
    messages.success(request, gettext("渠道已添加，今后的消息会发过去。"))
    return redirect("channel-list")


def _form(request: HttpRequest, *, posted: bool = False) -> ChannelForm:
    pack = pack_of(request)
    units = [(unit.code, unit.title) for unit in pack.units.of_kind(*STAFFED) if not unit.successor]
    data = request.POST if posted else None
    initial = {"command_id": new_command_id(now())}
    return ChannelForm(region_of(request), units, data, initial=initial)


def _shown(request: HttpRequest, form: ChannelForm, status: int = 200) -> HttpResponse:
    every = list(Channel.objects.active().of_region(region_of(request)))
    people, units = names(channel.person for channel in every), pack_of(request).units
    rows = [
        (
            channel,
            people.get(channel.person, "") if channel.person else units.title(channel.unit),
            KIND_WORDS[channel.kind],
            masked(channel.url),
        )
        for channel in every
    ]
    given = {
        "form": form,
        "rows": rows,
        "lost": _lost(request),
        "examples": [(KIND_WORDS[kind], example) for kind, example in EXAMPLES],
    }
    return render(request, "outbox/channel_list.html", given, status=status)


def _lost(request: HttpRequest) -> list[tuple[Delivery, str, Item | None]]:
    """Return what was given up, the newest first."""
    rows = Delivery.objects.filter(region=region_of(request), state=GIVEN_UP)
    found = list(rows.select_related("channel", "message").order_by("-pk")[:SHOWN])
    items = Item.objects.for_lists().in_bulk(
        {delivery.message.item for delivery in found if delivery.message}
    )
    return [
        (
            delivery,
            phrase_of(delivery.message.kind, delivery.message.about)
            if delivery.message
            else gettext("每日汇总"),
            items.get(delivery.message.item) if delivery.message else None,
        )
        for delivery in found
    ]


@require_POST
@for_administrators
def end(request: HttpRequest, channel_id: int) -> HttpResponse:
    channel = get_object_or_404(Channel, region=region_of(request), pk=channel_id)
    at = now()
    actions.end_channel(channel, by=actor_of(request), at=at, command_id=new_command_id(at))
    messages.success(request, gettext("渠道已停用，地址已删除。"))
    return redirect("channel-list")


@require_POST
@for_administrators
def again(request: HttpRequest, delivery_id: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery, region=region_of(request), pk=delivery_id)
    try_again(delivery, at=now())
    messages.success(request, gettext("已重新排队发送。"))
    return redirect("channel-list")
