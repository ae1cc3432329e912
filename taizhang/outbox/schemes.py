"""Addresses of channels: which ways out there are, and what may be shown of an address."""

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from taizhang.rules.refused import Refused

# Only these: the library knows many more, some of which run programs or read files.
KINDS: dict[str, str] = {
    "mailto": "mail",
    "mailtos": "mail",
    "dingtalk": "dingtalk",
    "wecombot": "wecom",
    "feishu": "feishu",
    "json": "webhook",
    "jsons": "webhook",
    "form": "webhook",
    "forms": "webhook",
}
KIND_WORDS = {
    "mail": _("邮件"),
    "dingtalk": _("钉钉"),
    "wecom": _("企业微信"),
    "feishu": _("飞书"),
    "webhook": _("网络回调"),
}
LONGEST = 1000


def kind_of(url: str) -> str:
    return KINDS[urlsplit(url).scheme]


def require_address(url: str) -> None:
    """Refuse what is no address of a known kind."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  (a wrong port is found out by asking for it)
    except ValueError as error:
        raise Refused("url", "渠道地址写法不对，请按示例填写。") from error
    if parts.scheme not in KINDS:
        raise Refused(
            "url",
            "渠道地址应以 %(schemes)s 开头。",
            schemes="、".join(f"{scheme}://" for scheme in KINDS),
        )
    if not parts.netloc or len(url) > LONGEST or any(letter.isspace() for letter in url):
        raise Refused("url", "渠道地址写法不对，请按示例填写。")


def masked(url: str) -> str:
    """Return an address as it is shown: its kind, and of the rest only the end."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://…{rest[-3:]}" if len(rest) > 12 else f"{scheme}://…"
