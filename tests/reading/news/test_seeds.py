"""Reading the seed pages as well as a careful reader does, by the shared scorer."""

import importlib.util
import json
import sys
from io import StringIO
from pathlib import Path

import pytest

from taizhang.reading.formats import load
from taizhang.reading.output import to_json
from taizhang.reading.read import read

SHARED = Path(__file__).resolve().parents[4] / "shared"

pytestmark = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the shared seed pages are not beside this checkout"
)

LEAST = {
    "articles": 1.0,
    "headlines": 1.0,
    "requirements, exact": 0.97,
    "requirements, overlap >= .5": 0.97,
    "event dates": 1.0,
    "type, clear cases": 0.95,
    "responsible": 0.95,
    "supervising": 0.9,
    "recurrence": 0.9,
    "mechanisms": 0.8,
    "deadline, text": 0.9,
    "deadline, date": 0.9,
    "target": 0.9,
}


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    found = tmp_path_factory.mktemp("read") / "found.jsonl"
    pages = sorted((SHARED / "seeds").glob("*.txt"))
    lines = [
        json.dumps(to_json(article), ensure_ascii=False)
        for page in pages
        for article in read(load(page))
    ]
    found.write_text("\n".join(lines), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(
        "score_reading", SHARED / "tools" / "score_reading.py"
    )
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = [str(path) for path in sorted((SHARED / "gold").glob("0*.jsonl"))]
    argv, out = sys.argv, sys.stdout
    sys.argv = ["score", str(found), *gold, "--pages", str(SHARED / "seeds"), "--json"]
    sys.stdout = StringIO()
    try:
        scorer.main()
        printed = sys.stdout.getvalue()
    finally:
        sys.argv, sys.stdout = argv, out
    return json.loads(printed)


@pytest.mark.parametrize(("measure", "least"), LEAST.items())
def test_the_seed_pages_are_read_as_a_careful_reader_reads_them(scores, measure, least):
    score = scores[measure]
    assert score.get("f1", score.get("accuracy")) >= least
