"""What a deployment can turn is written down, and what is written down is there."""

import argparse
import re

import pytest
from django.core.management import call_command

from taizhang.config import environment
from taizhang.config.arguments import parser
from tests.repo.tree import ROOT, modules, name_of

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
READMES = ("README.md", "README.zh-CN.md")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def commands() -> dict[str, argparse.ArgumentParser]:
    return next(
        dict(action.choices)
        for action in parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )


@pytest.mark.parametrize("variable", environment.VARIABLES, ids=lambda variable: variable.name)
@pytest.mark.parametrize("page", READMES)
def test_every_environment_variable_is_documented(
    variable: environment.Variable, page: str
) -> None:
    assert f"`{variable.name}`" in (ROOT / page).read_text("utf-8")


def test_there_are_few_environment_variables() -> None:
    assert len(environment.VARIABLES) <= 15


def test_the_environment_is_read_in_one_place() -> None:
    reading = {name_of(file) for file in modules() if "os.environ" in file.read_text("utf-8")}
    setting = {
        "taizhang/config/start.py",
        "taizhang/config/wsgi.py",
        "taizhang/config/commands/up.py",
    }
    assert reading - setting == {"taizhang/config/environment.py"}


@pytest.mark.parametrize("command", commands())
@pytest.mark.parametrize("page", READMES)
def test_every_command_is_documented(command: str, page: str) -> None:
    assert f"taizhang {command}" in (ROOT / page).read_text("utf-8")


@pytest.mark.parametrize("command", commands())
def test_every_command_has_an_example_and_its_exit_codes(command: str) -> None:
    said = commands()[command].format_help()
    assert f"taizhang {command}" in said.split("例 example:")[1]
    assert "退出码" in said


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_between_documents_leads_somewhere(page) -> None:
    links = LINK.findall(page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
