"""What may not be kept: addresses of registries, paths of a machine, real places, copies."""

import hashlib
import re

import pytest

from tests.repo.tree import SHARED, texts

# Written in two parts, so that this file does not contain what it looks for.
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "deb.debian" + ".org")
REGISTRIES += ("--index" + "-url", "--extra-index" + "-url", "find" + "-links", "--regi" + "stry")
HOME = re.compile(r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|home/\w+)/")
CHINESE_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
LONGEST_COPY = 20
# First half of SHA-256 of names of the real places that the sources are about.
REAL_NAMES = frozenset(
    {
        "01e6bb4d8cd9bad3be46acee633e5a15",
        "0497cf4c49437ef0b4677d682382f66c",
        "232579e47e60d315eaa3c20af31eb270",
        "28b3ef6d5c8f8082dfb28dfe7d404476",
        "4a66e1b7a820a66084e32401971577b9",
        "7549b4f8ea3f94ab8bcc3407fe1bb068",
        "5455ce7219e815556831521afd85dc27",
        "5b92370cc63a7dedbd0a6880a9f0dbf1",
        "71fd04518615fc2813eff4302a665d03",
        "7e225152ff965728c3e89bacc4d58c69",
        "bad9c2f03b2794943cdaeb2dbfab6188",
        "c0b3596c0c1cefe22f3edc95761ecf64",
        "d059e38962961507afc3c0d7c663271a",
        "d4694021c4b48d5b538e35c2c924df68",
        "e3a30b4d9a1710dd2c4611d5fe370ca7",
        "e8101c0e6abfcec6b973011ce78215be",
    }
)


def digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()[:32]


def test_no_file_says_where_packages_come_from() -> None:
    named = [(name, word) for name, text in texts() for word in REGISTRIES if word in text]
    assert named == []


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    assert [name for name, text in texts() if HOME.search(text)] == []


def test_no_real_place_is_named() -> None:
    named = {
        (name, word)
        for name, text in texts()
        for run in CHINESE_RUN.findall(text)
        for length in (2, 3, 4)
        for start in range(len(run) - length + 1)
        if digest(word := run[start : start + length]) in REAL_NAMES
    }
    assert named == set()


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="needs ../shared with the seeds")
def test_no_sentence_is_copied_from_the_source_documents() -> None:
    """The seeds are other people's newspapers: samples and tests are our own writing."""
    seeds = [
        "".join(CHINESE_RUN.findall(file.read_text("utf-8")))
        for file in sorted((SHARED / "seeds").glob("*.txt"))
    ]
    known = {
        seed[at : at + LONGEST_COPY] for seed in seeds for at in range(len(seed) - LONGEST_COPY + 1)
    }
    copied = {
        (name, flat[at : at + LONGEST_COPY])
        for name, text in texts()
        for flat in ["".join(CHINESE_RUN.findall(text))]
        for at in range(len(flat) - LONGEST_COPY + 1)
        if flat[at : at + LONGEST_COPY] in known
    }
    assert copied == set()
