"""The help of every command says what was written: nothing in brackets is taken for a colour."""

from collections.abc import Iterator

import click
import pytest
import typer
from rich.text import Text

from sim.cli.app import app
from tests.cli.conftest import Goodhart


def texts(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield every text of a command's help with where it stands."""
    yield " ".join(path), command.help or ""
    for parameter in command.params:
        yield f"{' '.join(path)} {parameter.name}", getattr(parameter, "help", None) or ""
    for name, inner in getattr(command, "commands", {}).items():
        yield from texts(inner, (*path, name))


TEXTS = dict(texts(typer.main.get_command(app), ("goodhart",)))


@pytest.mark.parametrize("where", [where for where, text in TEXTS.items() if "[" in text])
def test_no_bracket_is_eaten(where: str) -> None:
    shown = Text.from_markup(TEXTS[where])
    assert shown.plain == TEXTS[where].replace("\\[", "[")
    assert not shown.spans


def test_how_to_install_what_a_search_takes_is_said(goodhart: Goodhart) -> None:
    assert len(TEXTS) > 100
    said = goodhart("optimise", "--help").stdout
    assert "pip install 'goodhart-sim[search]'" in " ".join(said.split())
    assert "\\[" not in said
