"""Whatever happens to a pack's files, the checker answers in sentences and never falls over."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import taizhang.packs
from taizhang.packs.load import load, load_content
from taizhang.packs.problems import BrokenPack
from taizhang.packs.source import content_of, files_of

FILES = files_of(load(Path(taizhang.packs.__file__).parent / "demo").content)
SCRAPS = st.sampled_from(
    ["", "x", '"', "\n", ",", "|", "=", "[", "]", "[[", "0", "-1", "@area", "true", "1.5", "各街道"]
)


@st.composite
def damaged_files(draw):
    """Cut a short run out of one file, put a scrap in its place."""
    name = draw(st.sampled_from(sorted(FILES)))
    text = FILES[name]
    begin = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(begin, min(begin + 40, len(text))))
    return FILES | {name: text[:begin] + draw(SCRAPS) + text[end:]}


VALUES = st.sampled_from(
    [
        "1",
        "-7",
        "true",
        '""',
        '"x"',
        "[]",
        "[1]",
        '["x"]',
        "[[1]]",
        "{}",
        "{x=1}",
        "[{}]",
        "1.5",
        "2026-01-01",
        "2026-01-01T08:00:00",
        "08:00:00",
        '"@area"',
        '"0%"',
        '"1工作日"',
    ]
)


@st.composite
def swapped_values(draw):
    """Give one key of one TOML file a value of another type."""
    name = draw(st.sampled_from([name for name in sorted(FILES) if name.endswith(".toml")]))
    lines = FILES[name].split("\n")
    keyed = [number for number, line in enumerate(lines) if " = " in line]
    number = draw(st.sampled_from(keyed))
    lines[number] = f"{lines[number].split(' = ')[0]} = {draw(VALUES)}"
    return FILES | {name: "\n".join(lines)}


@settings(max_examples=60)
@given(damaged_files() | swapped_values())
def test_a_damaged_pack_is_read_or_refused_with_sentences_that_name_the_place(files):
    try:
        pack = load_content(content_of(files))
    except BrokenPack as refused:
        for problem in refused.problems:
            assert problem.file in files or problem.file == "campaigns"
            assert problem.line <= files[problem.file].count("\n") + 1
            assert problem.message
            assert problem.hint
    else:
        assert files_of(pack.content) == files
        assert all(campaign.regime().dump() for campaign in pack.campaigns.values())
