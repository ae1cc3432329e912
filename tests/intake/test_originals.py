"""The original on the page: every piece is a run of the raw text and knows where it stands."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.intake.originals import Block, Original

SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: tuple(sorted(pair)))
TEXT = "区城管局要完成整治。\n　　各街道负责清理，\n12月底前报送。" * 2


@given(spans=st.lists(SPANS, max_size=6), start=st.integers(0, 30), end=st.integers(30, 60))
def test_pieces_are_the_text_cut_at_the_edges_of_requirements(
    spans: list[tuple[int, int]], start: int, end: int
) -> None:
    end = min(end, len(TEXT))
    pieces = Original(TEXT, [(n, [span]) for n, span in enumerate(spans)]).pieces(start, end)
    assert "".join(piece.text for piece in pieces) == TEXT[start:end]
    for piece in pieces:
        assert TEXT[piece.at : piece.at + len(piece.text)] == piece.text
        inside = {
            n for n, (a, b) in enumerate(spans) if a <= piece.at and piece.at + len(piece.text) <= b
        }
        assert piece.order in inside or (piece.order is None and not inside)


def words(blocks: list[Block]) -> list[str]:
    return ["".join(piece.text for piece in block.pieces) for block in blocks]


def test_an_article_loses_the_line_breaks_of_its_column_and_keeps_its_paragraphs() -> None:
    text = "　　本报讯 区长主持召开\n会议，研究工作。\n　　会议强调，要抓好\n落实。"
    blocks = Original(text, []).blocks({"body": [[0, len(text)]]})
    assert words(blocks) == ["本报讯 区长主持召开会议，研究工作。", "会议强调，要抓好落实。"]


def test_only_an_articles_own_part_of_the_page_is_shown() -> None:
    text = "甲篇第一行\n乙篇的话\n甲篇第二行"
    blocks = Original(text, []).blocks({"body": [[0, 5], [11, 16]]})
    assert "乙篇" not in "".join(words(blocks))


def test_a_document_is_shown_line_by_line_with_its_title_and_tables() -> None:
    text = "关于某事的通知\n各单位：\n任务\t单位\n清理\t城管局\n完\n"
    cells = [[[13, 15], [16, 18]], [[19, 21], [22, 25]]]
    layout = {"title": [[0, 7]], "tables": [cells]}
    blocks = Original(text, [(1, [(19, 21)])]).blocks(layout)
    assert [block.kind for block in blocks] == ["title", "paragraph", "table", "paragraph"]
    table = blocks[2]
    assert [[_cell(cell) for cell in row] for row in table.rows] == [
        ["任务", "单位"],
        ["清理", "城管局"],
    ]
    marked = [p.order for p in chain(*(cell.pieces for row in table.rows for cell in row))]
    assert marked == [None, None, 1, None]


def _cell(cell: object) -> str:
    return "".join(piece.text for piece in cell.pieces)  # type: ignore[attr-defined]


def test_a_merged_cell_is_shown_once() -> None:
    text = "类别\t任务\n\t任务二\n"
    layout = {"tables": [[[[0, 2], [0, 2], [3, 5]], [[0, 2], [0, 2], [7, 10]]]]}
    (table,) = Original(text, []).blocks(layout)
    assert [cell.columns for cell in table.rows[0]] == [2, 1]
    assert [_cell(cell) for cell in table.rows[1]] == ["", "任务二"]


@pytest.mark.parametrize("layout", [{}, {"body": []}, {"tables": []}])
def test_an_empty_original_shows_nothing(layout: dict[str, list[object]]) -> None:
    assert Original("", []).blocks(layout) == []
