"""Scenario files: check them, start a new one, and what can stand in them."""

import os
from collections.abc import Callable, Iterator
from enum import StrEnum
from importlib.resources import files
from math import inf
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from sim.cli.console import as_invoked, show, show_json, show_line, tell
from sim.cli.guard import WRONG_INPUT, InputError
from sim.cli.options import Json

STARTER = "starter.yaml"
SCHEMA = "https://json-schema.org/draft/2020-12/schema"
Entry = dict[str, str]


class Kind(StrEnum):
    """What can be listed."""

    CASES = "cases"
    POLICIES = "policies"
    MEASURES = "measures"
    LEVERS = "levers"
    CHARTS = "charts"
    STUDIES = "studies"


def validate(
    scenarios: Annotated[list[str], typer.Argument(metavar="FILE...", help="Scenario and study files.")],
    as_json: Json = False,
) -> None:
    """Say every mistake in scenario and study files, with its line."""
    from sim.scenario import Mistake, ScenarioError, load

    mistakes: list[Mistake] = []
    for scenario in scenarios:
        try:
            if is_study(scenario):
                from sim.experiment import load_study

                load_study(scenario)
            else:
                load(scenario, measures=measure_names())
        except ScenarioError as error:
            mistakes += error.mistakes
        except OSError as error:
            mistakes.append(Mistake(scenario, 0, 0, "", f"a file cannot be read: {error.strerror or error}"))
    if as_json:
        show_json([mistake.as_json() for mistake in mistakes])
    elif mistakes:
        tell("\n".join(str(mistake) for mistake in mistakes))
    else:
        for scenario in scenarios:
            show_line(f"{scenario}: no mistake")
    if mistakes:
        raise typer.Exit(WRONG_INPUT)


def measure_names() -> Iterator[str]:
    """Yield the names of all measures; the model is loaded when the first is asked for, not before."""
    from sim.measures import all_measures

    yield from (measure.name for measure in all_measures())


def is_study(name: str) -> bool:
    """Return whether a file is meant as a study: it names a scenario; a mistake in it is said by whoever reads it."""
    from sim.scenario import ScenarioError, bundled
    from sim.scenario.bundled import bundled_studies
    from sim.scenario.disk import read_file

    if name in bundled():
        return False
    if name in bundled_studies():
        return True
    try:
        data = read_file(Path(name)).data
    except ScenarioError:
        return False
    return isinstance(data, dict) and "scenario" in data


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write; it must not be there yet.")],
) -> None:
    """Write a commented scenario to start from."""
    try:
        with file.open("xb") as handle:
            try:
                handle.write(files("sim.cli").joinpath(STARTER).read_bytes())
                handle.flush()
                os.fsync(handle.fileno())
            except OSError:
                file.unlink()
                raise
    except FileExistsError as error:
        raise InputError(f"{file} is there already; choose another name") from error
    except FileNotFoundError as error:
        raise InputError(f"there is no folder {file.parent}") from error
    show_line(f"{file} is written. Change it, then: {as_invoked()} run {file}")


def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    from sim.scenario import Case

    show_json({"$schema": SCHEMA} | _as_yaml_writes_it(Case.model_json_schema()))


def list_(
    kind: Annotated[Kind | None, typer.Argument(help="Only these.", show_default="everything")] = None,
    as_json: Json = False,
) -> None:
    """List cases, policies, measures, levers, charts."""
    found = {one.value: _ENTRIES[one]() for one in Kind if kind in (None, one)}
    if as_json:
        show_json(found)
        return
    from sim.cli.tables import entries

    for name, listed in found.items():
        show(entries(name, listed))


def _as_yaml_writes_it(value: Any) -> Any:
    """JSON has no infinity: a default that is infinite becomes YAML's word for it."""
    if isinstance(value, dict):
        return {key: _as_yaml_writes_it(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_yaml_writes_it(inner) for inner in value]
    return ".inf" if value == inf else value


def _cases() -> list[Entry]:
    from sim.scenario import bundled, load

    return [{"name": name, "title": load(name).title} for name in bundled()]


def _studies() -> list[Entry]:
    from sim.scenario.bundled import bundled_studies
    from sim.scenario.disk import read_file

    return [{"name": name, "title": str(read_file(file).data["title"])} for name, file in bundled_studies().items()]


def _policies() -> list[Entry]:
    from sim.scenario import bundled, load

    found = []
    for name in bundled():
        for policy, changes in load(name).policies.items():
            said = "; ".join(f"week {change.week}: {change.words()}" for change in changes)
            found.append({"name": policy, "title": f"{name}: {said or 'nothing is changed'}"})
    return found


def _measures() -> list[Entry]:
    from sim.measures import all_measures

    return [{"name": measure.name, "title": measure.title} for measure in all_measures()]


def _levers() -> list[Entry]:
    from pydantic import BaseModel

    from sim.scenario import Levers

    found = []
    for name, field in Levers.model_fields.items():
        kinds = (field.annotation, *get_args(field.annotation))
        groups = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
        title = field.description or next(str(group.__doc__) for group in groups)
        found.append({"name": name, "title": title.removesuffix(".")})
    return found


def _charts() -> list[Entry]:
    from sim.charts import all_charts

    return [{"name": chart.name, "title": chart.title} for chart in all_charts()]


_ENTRIES: dict[Kind, Callable[[], list[Entry]]] = {
    Kind.CASES: _cases,
    Kind.STUDIES: _studies,
    Kind.POLICIES: _policies,
    Kind.MEASURES: _measures,
    Kind.LEVERS: _levers,
    Kind.CHARTS: _charts,
}
