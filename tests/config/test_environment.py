"""What a deployment may turn: read strictly, with defaults that are safe."""

from pathlib import Path

import pytest

from taizhang.config import environment


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in environment.VARIABLES:
        monkeypatch.delenv(variable.name, raising=False)


def test_without_a_word_the_data_is_one_file_in_the_data_folder(tmp_path: Path) -> None:
    assert environment.database(tmp_path)["NAME"] == tmp_path / "taizhang.db"


def test_one_variable_moves_the_data_to_postgresql(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "TAIZHANG_DATABASE_URL", "postgresql://clerk:p%40ss@db:5433/ledger?sslmode=require"
    )
    chosen = environment.database(tmp_path)
    assert (chosen["USER"], chosen["PASSWORD"]) == ("clerk", "p@ss")
    assert (chosen["HOST"], chosen["PORT"], chosen["NAME"]) == ("db", "5433", "ledger")
    assert chosen["OPTIONS"]["sslmode"] == "require"
    assert chosen["OPTIONS"]["pool"]["max_size"] == 10


def test_a_server_may_be_reached_through_its_socket(tmp_path: Path) -> None:
    chosen = environment.postgres("postgresql://clerk@/ledger?host=/run/postgresql")
    assert chosen["OPTIONS"]["host"] == "/run/postgresql"


@pytest.mark.parametrize("url", ["mysql://db/ledger", "postgresql://db", "ledger"])
def test_an_address_that_is_none_is_refused_in_words(url: str) -> None:
    with pytest.raises(SystemExit, match="postgresql://user:password@host:5432/name"):
        environment.postgres(url)


def test_a_number_that_is_none_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_EVIDENCE_MB", "viel")
    with pytest.raises(SystemExit, match="TAIZHANG_EVIDENCE_MB=viel"):
        environment.number(environment.EVIDENCE_MB)


def test_the_secret_key_is_made_once(tmp_path: Path) -> None:
    first = environment.secret_key(tmp_path / "data")
    assert len(first) > 60
    assert environment.secret_key(tmp_path / "data") == first
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret-key"]


def test_a_given_secret_key_touches_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAIZHANG_SECRET_KEY", "ours")
    assert environment.secret_key(tmp_path / "data") == "ours"
    assert not (tmp_path / "data").exists()
