"""`taizhang clock`: what is wrong with the folder is said before anything is looked for."""

from pathlib import Path

import pytest

from taizhang.config.cli import main


def test_the_command_says_what_is_wrong_with_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["clock", "1", "--data", str(tmp_path)]) == 2
    assert "没有台账" in capsys.readouterr().err
