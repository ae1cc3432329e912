"""The language of a page: Chinese, unless its visitor has chosen another one."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import get_language

from taizhang.config.language import ChosenLanguage


def language_for(**headers: str) -> str:
    request = RequestFactory().get("/", headers=headers)
    if "cookie" in headers:
        request.COOKIES["django_language"] = headers["cookie"]
    answer = ChosenLanguage(_say_language)(request)
    assert answer["Content-Language"] == answer.content.decode()
    return answer.content.decode()


def _say_language(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_language() or "")


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({}, "zh-hans"),
        ({"accept-language": "en-US,en;q=0.9"}, "zh-hans"),
        ({"cookie": "en"}, "en"),
        ({"cookie": "xx"}, "zh-hans"),
    ],
    ids=["nothing said", "an English browser", "English chosen", "nonsense chosen"],
)
def test_a_page_is_chinese_unless_english_was_chosen(
    headers: dict[str, str], language: str
) -> None:
    assert language_for(**headers) == language
