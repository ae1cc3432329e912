"""Pages of our own writing are read exactly as reviewed; GOLDEN=rewrite writes anew."""

import json
import os
from pathlib import Path

import pytest

from taizhang.reading.formats import load
from taizhang.reading.output import table, to_json
from taizhang.reading.read import read

PAGES = sorted((Path(__file__).parent / "golden").glob("*.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_read_as_reviewed(page):
    found = [to_json(article) for article in read(load(page))]
    reviewed = page.with_suffix(".json")
    if os.environ.get("GOLDEN") == "rewrite":
        reviewed.write_text(
            json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    assert found == json.loads(reviewed.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_table_for_people_names_every_article(page):
    articles = read(load(page))
    shown = table(articles)
    assert all(article.headline in shown for article in articles)
    assert shown.count("任务") >= len(articles)
