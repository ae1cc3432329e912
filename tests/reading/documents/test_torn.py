"""Torn documents: whatever is cut or pasted, reading goes on and quotes what is printed."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from taizhang.reading.documents import find_kind, read_document
from taizhang.reading.model import Source
from tests.reading.corpus.sample_texts import INSTRUCTION, NOTICE, SMALL_PLAN

SCRAPS = st.sampled_from(
    [*"（）：；。、\n\t　【】[]“”|年月日前内", "牵头单位：", "1.", "一、", "①", "（2）"]
)


@st.composite
def torn(draw: st.DrawFn) -> str:
    """Return a document out of which pieces were cut and into which scraps were pasted."""
    text = draw(st.sampled_from([NOTICE, SMALL_PLAN, INSTRUCTION]))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(SCRAPS) + text[at + draw(st.integers(0, 40)) :]
    return text


@given(torn(), st.sampled_from(["plan", "notice", "minutes", "order", "instruction", "brief"]))
def test_a_torn_document_is_read_and_quoted_from(text: str, kind: str) -> None:
    source = Source("torn.txt", "txt", text)
    find_kind(source)
    for r in read_document(source, kind, today=date(2026, 11, 22)).requirements:
        quoted = "".join(text[start:end] for start, end in r.ranges)
        assert "".join(quoted.split()) == "".join(r.text.split())
