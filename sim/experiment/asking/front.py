"""What is the best lever setting: the front on which no goal can be had better without another getting worse.

The search (NSGA-II, Deb et al. 2002, by Optuna) tries lever settings in a few companies, generation by generation. It
goes by what it saw, and so favours settings that were lucky there: those on the front are run again in companies that
the search has never seen, and only these figures are reported.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from sim.experiment.asking.confirming import confirmed, not_beaten, signed, unbeaten
from sim.experiment.asking.outcome import Run, at_points, known, known_measure, outcome_of, records, with_policies
from sim.experiment.asking.robust import better_of
from sim.experiment.keeping import ResultsError
from sim.experiment.pairing import Floats, mean_of_defined
from sim.experiment.studies.study import Study, unlike
from sim.experiment.studies.sweeping import sweep
from sim.experiment.wanted import as_json
from sim.scenario.mistakes import quote
from sim.scenario.reading import parse_path

GOALS = ("real value", "bill", "padding share", "quits")
MEMBERS, GENERATIONS = 24, 8
FRESH = 32
MOST_CONFIRMED = 12


@dataclass(frozen=True)
class Front:
    """Lever settings that no other beats in every goal.

    Attributes
    ----------
    policy
        Whose levers were moved.
    goals
        Measures, each with "more" or "less": what is better.
    tried
        How many lever settings the search tried.
    fresh
        In how many companies, which the search had not seen, the front was run again.
    names
        What was varied.
    table
        One row a setting that was confirmed: columns point ("A", "B" ...), one a varied name, then of each goal its
        mean in the fresh companies, `<goal>_low`, `<goal>_high` (95 % intervals that hold all at once),
        `<goal>_searched` (what the search saw), on_front: whether no other surely is at least as good in every goal and
        better in one in the fresh companies, and may_be_best: whether none is surely better in the first goal. First by
        the first goal.
    differences
        Columns point, against, goal, difference, low, high: every two of them in the same fresh companies; the 95 %
        intervals hold all at once.
    searched
        One row a setting that was tried: one column a varied name, then one a goal.
    """

    policy: str
    goals: dict[str, str]
    tried: int
    fresh: int
    names: list[str]
    table: pd.DataFrame
    searched: pd.DataFrame
    differences: pd.DataFrame

    @property
    def sentence(self) -> str:
        """The answer, with its uncertainty."""
        kept = self.table[self.table["on_front"]]
        goal = next(iter(self.goals))
        best = kept.iloc[0]
        levers = ", ".join(f"{name} {_short(best[name])}" for name in self.names)
        ends = (
            f" (95 % interval {best[f'{goal}_low']:.3g} to {best[f'{goal}_high']:.3g}, all {len(self.table)} settings "
            f"at once, {self.fresh} fresh companies)"
        )
        word = "most" if self.goals[goal] == "more" else "least"
        said = f"The {word} {goal}, {best[goal]:.3g}{ends}, comes with {levers}"
        others = [
            f"{name} {best[name]:.3g} there, from {kept[name].min():.3g} to {kept[name].max():.3g} along the front"
            for name in list(self.goals)[1:]
        ]
        more = f"; {'; '.join(others)}" if others else ""
        rivals = int(self.table["may_be_best"].sum()) - 1
        told = f"; {rivals} of the others cannot be told from it in this" if rivals > 0 else ""
        lost = len(self.table) - len(kept)
        fell = f" {lost} of {len(self.table)} settings that looked as good surely fell behind there." if lost else ""
        return f"{said}{told}{more}.{fell}"

    def chart(self, x: str, y: str) -> pd.DataFrame:
        """Return what the chart pareto-front takes: point, x, y, their intervals, and on_front of these two goals.

        Raises
        ------
        ResultsError
            If one of them is no goal.
        """
        for goal in (x, y):
            known(goal, list(self.goals), "goal")
        columns = {"point": self.table["point"]}
        for axis, goal in (("x", x), ("y", y)):
            columns |= {f"{axis}{end}": self.table[f"{goal}{end}"] for end in ("", "_low", "_high")}
        goals = {goal: self.goals[goal] for goal in (x, y)}
        return pd.DataFrame(columns | {"on_front": not_beaten(list(self.table["point"]), self.differences, goals)})

    def as_json(self) -> dict[str, Any]:
        """Return it fit for JSON."""
        return {
            "answer": self.sentence,
            "policy": self.policy,
            "goals": self.goals,
            "tried": self.tried,
            "fresh": self.fresh,
            "table": records(self.table),
            "differences": records(self.differences),
        }


def optimise(
    study: Study,
    *,
    goals: tuple[str, ...] = (),
    policy: str | None = None,
    members: int = MEMBERS,
    generations: int = GENERATIONS,
    fresh: int = FRESH,
    run: Run = sweep,
) -> Front:
    """Search for lever settings that no other beats in every goal, and confirm them in fresh companies.

    Parameters
    ----------
    study
        What is varied are levers of the policy; its worlds are those that the search sees at each point.
    goals
        Measures; by default real value, bill, padding share and quits, as far as the study keeps them.
    policy
        By default the one whose levers are varied. Only it is run.
    members, generations
        Lever settings in a generation, and how many generations.
    fresh
        Companies in which settings on the front, at most 12 along it, are run again.
    run
        What runs a study; `partial(sim.sweep, jobs=4)`. It is run once a generation, with all points so far, so that
        the same search in the same folder goes on where it was.

    Raises
    ------
    ResultsError
        If the search extra is not installed, the study lists its points or varies something else than levers of the
        policy, a goal or policy is not there, or nothing that was tried has a value for all goals.
    """
    policy = _with_levers(study, policy)
    goals = goals or tuple(goal for goal in GOALS if goal in study.measures) or (known_measure(study, None),)
    directions: dict[str, str] = {known_measure(study, goal): better_of(goal) for goal in goals}
    if study.file.design.points is not None:
        raise ResultsError("this study lists its points; to search takes ranges or lists under vary")
    if members < 4 or generations < 1 or fresh < 2:
        raise ResultsError("a search takes at least 4 members, 1 generation and 2 fresh companies")
    asked, seen = _search(with_policies(study, policy), directions, members, generations, run)
    values = signed(seen, list(directions.values()))
    whole = np.isfinite(values).all(axis=1)
    if not whole.any():
        raise ResultsError(f"nothing that was tried has a value for {', '.join(directions)}")
    chosen = _along(np.flatnonzero(whole)[unbeaten(values[whole])], values)
    table, differences = confirmed(asked, chosen, seen, directions, fresh, run)
    searched = pd.DataFrame(asked.points, columns=pd.Index(study.names)).assign(
        **{goal: seen[:, place] for place, goal in enumerate(directions)}
    )
    return Front(policy, dict(directions), len(asked.points), fresh, study.names, table, searched, differences)


def _with_levers(study: Study, policy: str | None) -> str:
    """Return the policy whose levers are varied; raise `ResultsError` where anything else is."""
    whose: dict[str, set[str | None]] = {
        name: {str(path[1]) if path[:1] == ("policies",) else None for path in map(parse_path, paths)}
        for name, paths in zip(study.names, study.paths, strict=True)
    }
    policies = set().union(*whose.values()) - {None}
    if policy is None and len(policies) == 1:
        policy = policies.pop()
    policy = outcome_of(study, None, policy).policy
    for name, found in whose.items():
        if found != {policy}:
            other = (
                "it belongs to what is given" if None in found else f"it is one of {quote(str(min(map(str, found))))}"
            )
            raise ResultsError(
                f"{quote(name)} is no lever of {quote(policy)}: {other}, and a search moves levers alone"
            )
    return policy


def _search(study: Study, directions: dict[str, str], members: int, generations: int, run: Run) -> tuple[Study, Floats]:
    """Return the study at all points that were tried, each once, and the goals there, (points, goals)."""
    optuna = _optuna()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    sampler = optuna.samplers.NSGAIISampler(population_size=members, seed=study.case.seed)
    ways = ["maximize" if way == "more" else "minimize" for way in directions.values()]
    searched = optuna.create_study(directions=ways, sampler=sampler)
    asked = replace(study, points=())
    seen: Floats = np.empty((0, len(directions)))
    for _ in range(generations):
        trials = [searched.ask() for _ in range(members)]
        unit = np.array([[_place(study, trial, name) for name in study.names] for trial in trials])
        points = at_points(study, unit).points
        asked = replace(asked, points=unlike((*asked.points, *points)))
        swept = run(asked)
        seen = np.column_stack([mean_of_defined(swept.cube(goal)[:, 0]) for goal in directions])
        where = {as_json(point): place for place, point in enumerate(asked.points)}
        for trial, point in zip(trials, points, strict=True):
            found = seen[where[as_json(point)]].tolist()
            if np.isfinite(found).all():
                searched.tell(trial, found)
            else:
                searched.tell(trial, state=optuna.trial.TrialState.FAIL)
    return asked, seen


def _place(study: Study, trial: Any, name: str) -> float:
    """Return where the search goes in a parameter's range, 0 to 1; of a list, the middle of one of its parts."""
    values = study.file.vary[name].values
    if values is None:
        return float(trial.suggest_float(name, 0.0, 1.0))
    return (int(trial.suggest_categorical(name, list(range(len(values))))) + 0.5) / len(values)


def _along(front: Any, values: Floats) -> list[int]:
    """Return the front, or as many of it as are confirmed, evenly along the first goal, best first."""
    order = front[np.argsort(-values[front, 0], kind="stable")]
    places = np.unique(np.linspace(0, len(order) - 1, min(MOST_CONFIRMED, len(order))).round().astype(int))
    return [int(at) for at in order[places]]


def _short(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _optuna() -> Any:
    try:
        import optuna
    except ImportError:
        raise ResultsError("a search takes Optuna: pip install 'goodhart-sim[search]'") from None
    return optuna
