"""Reading a study: the file, its scenario, and whether the scenario takes what is varied - every mistake at once."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.experiment.simulating import known_measures
from sim.experiment.studies import design
from sim.experiment.studies.study import Study, unlike
from sim.experiment.wanted import Point, as_json
from sim.scenario import Case, Mistake, ScenarioError, bundled, load
from sim.scenario.bundled import bundled_studies
from sim.scenario.loading import read_named
from sim.scenario.mistakes import SETTING, KeyPath, nearest, path_words, quote
from sim.scenario.reading import apply_settings, check, parse_path
from sim.scenario.study import StudyFile, cannot_vary
from sim.scenario.yaml12 import Document

_MOST_REFUSED = 50
_COLUMNS = ("point", "policy", "world", "week", "measure", "mean", "low", "high", "times")


def load_study(
    path: str | Path,
    *,
    settings: Mapping[str, Any] | None = None,
    worlds: int | None = None,
    points: int | None = None,
    weeks: int | None = None,
    seed: int | None = None,
    employees: int | None = None,
) -> Study:
    """Read a study.

    Parameters
    ----------
    path
        A study file, or the name of a bundled study.
    settings
        Parameters of the scenario by their path, laid over it at every point.
    worlds
        How many worlds at each point, instead of the file's.
    points
        How many points a Latin hypercube or a Sobol sequence has, instead of the file's.
    weeks, seed, employees
        Of the scenario.

    Raises
    ------
    ScenarioError
        With every mistake at once: file, line, column, what was found and what was expected.
    """
    document = read_named(path, bundled_studies(), "study")
    over: dict[str, Any] = {} if worlds is None else {"worlds": worlds}
    if points is not None:
        over["design"] = _with_size(document, points)
    document = apply_settings(document, over)
    file = check(StudyFile, document)
    given = {"weeks": weeks, "seed": seed, "company.employees": employees}
    laid_over = {path: value for path, value in given.items() if value is not None} | dict(settings or {})
    case = _case(file, document, laid_over)
    placed = _Placed(document)
    wrong = dict(_of_names(file, case))
    if any("points" in at or "vary" in at for at in wrong) and not _readable(file):
        raise placed.error(wrong.items())
    measures = tuple(measure.name for measure in known_measures() if not file.measures or measure.name in file.measures)
    drawn = design.points(file, case.seed)
    points_drawn = unlike(drawn) if file.design.grid else tuple(drawn)
    study = Study(Path(document.file).stem, document.text, file, case, points_drawn, measures)
    said = {at[:2] for at in wrong}
    mistakes = [*wrong.items(), *((at, words) for at, words in _of_values(study) if at[:2] not in said)]
    if mistakes:
        raise placed.error(mistakes)
    return study


def _with_size(document: Document, points: int) -> dict[str, int]:
    written = document.data.get("design") if isinstance(document.data, dict) else None
    for kind in ("latin hypercube", "sobol"):
        if isinstance(written, dict) and kind in written:
            return {kind: points}
    message = "only a Latin hypercube or a Sobol sequence has a number of points"
    raise ScenarioError([Mistake("--points", 0, 0, "", message)])


def _case(file: StudyFile, document: Document, settings: Mapping[str, Any]) -> Case:
    """Return the scenario with what the study, then the user, lays over it."""
    place = Path(document.file).parent / file.scenario
    source = file.scenario if file.scenario in bundled() else place
    if isinstance(source, Path) and not source.exists():
        hint = nearest(file.scenario, bundled()) or f"; bundled cases: {', '.join(bundled())}"
        words = f"there is no file {quote(str(source))} and no bundled case of that name{hint}"
        raise _Placed(document).error([(("scenario",), words)])
    try:
        case = load(source, settings={**file.settings, **settings}, worlds=file.worlds)
    except ScenarioError as error:
        raise ScenarioError(_of_settings(error, file, document, settings)) from None
    unknown: list[tuple[KeyPath, str]] = [
        (("policies", place), f"there is no policy called {quote(name)}{_known(name, case.policies)}")
        for place, name in enumerate(file.policies)
        if name not in case.policies
    ]
    if unknown:
        raise _Placed(document).error(unknown)
    kept = {name: case.policies[name] for name in file.policies or case.policies}
    baseline = case.baseline if case.baseline in kept else next(iter(kept))
    return case.model_copy(update={"policies": kept, "baseline": baseline, "facts": ()})


def _of_settings(
    error: ScenarioError, file: StudyFile, document: Document, settings: Mapping[str, Any]
) -> Iterator[Mistake]:
    """Give mistakes in the study's own settings their place in the study."""
    own = {_as_said(path): path for path in file.settings if path not in settings}
    for mistake in error.mistakes:
        path = _longest(mistake.path, own)
        if mistake.file != SETTING or path is None:
            yield mistake
            continue
        yield from _Placed(document).error([(("settings", own[path]), mistake.message)]).mistakes


def _as_said(path: str) -> str:
    """Return a path as mistakes write it."""
    try:
        return path_words(parse_path(path))
    except ScenarioError as error:
        return error.mistakes[0].path


def _of_names(file: StudyFile, case: Case) -> Iterator[tuple[KeyPath, str]]:
    """Yield what is wrong with the names of measures, of what is varied, and with paths."""
    known = [measure.name for measure in known_measures()]
    for place, name in enumerate(file.measures):
        if name not in known:
            yield ("measures", place), f"there is no measure called {quote(name)}{_known(name, known)}"
    if file.weeks is not None and file.weeks[1] > case.weeks:
        yield ("weeks",), f"there are {case.weeks} weeks; found {list(file.weeks)}"
    taken: dict[KeyPath, str] = {}
    for name, paths in file.paths.items():
        where = ("vary", name) if file.vary else ("design", "points", 0, name)
        if name in known or name in _COLUMNS:
            yield where, f"{quote(name)} is the name of a column of the results; choose another"
        for text in paths:
            try:
                path = parse_path(text)
            except ScenarioError as error:
                yield where, error.mistakes[0].message
                continue
            if words := cannot_vary(path):
                yield where, words
            for other, whose in taken.items():
                if path[: len(other)] == other or other[: len(path)] == path:
                    yield where, f"{quote(text)} is varied twice; also under {quote(whose)}"
            taken[path] = name


def _readable(file: StudyFile) -> bool:
    try:
        for paths in file.paths.values():
            for path in paths:
                parse_path(path)
    except ScenarioError:
        return False
    return True


def _of_values(study: Study) -> Iterator[tuple[KeyPath, str]]:
    """Yield what the scenario does not take, each with its place in the study."""
    by_path = {path_words(parse_path(path)): name for name, paths in study.file.paths.items() for path in paths}
    for point, error in study.refused(_MOST_REFUSED):
        for mistake in error.mistakes:
            path = _longest(mistake.path, by_path)
            if path is None:
                yield ("design",), f"{mistake.path}: {mistake.message}"
                continue
            name = by_path[path]
            message = mistake.message if mistake.path == name else f"{mistake.path}: {mistake.message}"
            yield _place(study, name, point), message


def _place(study: Study, name: str, point: Point) -> KeyPath:
    listed = study.file.design.points
    if listed is not None:
        rows = [as_json(tuple(row[name] for name in study.names)) for row in listed]
        return ("design", "points", rows.index(as_json(point)), name)
    values = study.file.vary[name].values
    if values is None:
        return ("vary", name)
    value = as_json((point[study.names.index(name)],))
    return ("vary", name, [as_json((one,)) for one in values].index(value))


def _longest(path: str, known: Mapping[str, Any]) -> str | None:
    """Return the longest of some paths that a path lies at or below; failing that, one that lies below it."""
    above = [one for one in known if path == one or path.startswith((f"{one}.", f"{one}["))]
    below = [one for one in known if one.startswith((f"{path}.", f"{path}["))]
    return max(above, key=len) if above else below[0] if below else None


def _known(name: str, names: Any) -> str:
    return nearest(name, names) or f"; known: {', '.join(map(quote, names))}"


class _Placed:
    """Mistakes given their places in a study file."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def error(self, found: Iterable[tuple[KeyPath, str]]) -> ScenarioError:
        """Return the error with these mistakes, in the order of the file."""
        mistakes = dict.fromkeys(self._mistake(at, words) for at, words in found)
        return ScenarioError(sorted(mistakes, key=lambda one: (one.line, one.column)))

    def _mistake(self, at: KeyPath, words: str) -> Mistake:
        document = self._document
        if at[:3] and at[0] == "vary" and len(at) == 3:
            at = at if at in document.places else (*at[:2], "values", at[2])
        key = len(at) == 2 and at[0] in ("vary", "settings")
        return Mistake(document.file, *document.place(at, key=key), path_words(at), words)
