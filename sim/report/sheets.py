"""What stands on the sheets of the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sim.experiment import ResultsError, ledger
from sim.experiment.lead import span
from sim.experiment.pairing import mean_of
from sim.scenario.posterior import POSTERIOR

if TYPE_CHECKING:
    from sim.experiment import Results
    from sim.experiment.choosing import Choice
    from sim.report.story import Story

Value = str | float | None


class Sheet(NamedTuple):
    """A sheet: its name, a line on what it holds, the heads of its columns, and its rows."""

    name: str
    about: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]


def all_sheets(story: Story, choice: Choice) -> Iterator[Sheet]:
    """Yield every sheet, in order."""
    results = story.results
    interval = "low and high are the 95 % interval of the mean over the simulated companies"
    yield Sheet("Verdict", story.case.title, ("about", "what it says"), _verdict(story))
    yield Sheet(
        "Ranking",
        f"Surplus over {story.weeks}, baseline weeks a week; {interval}; “behind” is what the first has more",
        (
            "policy",
            "surplus",
            "low",
            "high",
            "behind",
            "behind low",
            "behind high",
            "first in companies",
            "may be best",
        ),
        _ranking(results, choice),
    )
    yield Sheet(
        "Policies",
        "Where the levers of each policy stand from a week on; an empty cell is as it was before",
        ("policy", "week", "note", *story.grid.heads),
        [(name, float(each.week), each.note, *each.cells) for name, rows in story.grid.policies for each in rows],
    )
    yield Sheet(
        "Levels",
        f"Every measure under every policy; {interval}",
        ("policy", "measure", "weeks", "mean", "low", "high", "unit"),
        _levels(results),
    )
    yield Sheet(
        "Differences",
        f"Every policy against “{story.case.baseline}” in the same companies; {interval}",
        ("policy", "measure", "weeks", "mean", "low", "high", "share of companies with that sign", "unit"),
        _differences(results),
    )
    yield Sheet(
        "Companies",
        f"The chief measures of each simulated company, means over {story.weeks}",
        ("policy", "company", *results.top),
        _companies(results),
    )
    yield Sheet(
        "Weeks",
        "The chief measures week by week, means over the simulated companies",
        ("policy", "week", *results.top),
        _weekly(results),
    )
    yield Sheet(
        "Ledger",
        f"Where the claimed gain went, baseline weeks a person-week over {story.weeks}; {interval}",
        ("policy", "line", "what it is", "mean", "low", "high"),
        _ledger(results),
    )
    yield Sheet(
        "Facts",
        "Facts reported of the case, held against each simulated company; an open end of a band is empty",
        (
            "id",
            "fact",
            "from",
            "to",
            "simulated mean",
            "what it is",
            "share of companies",
            "shown",
            "kind",
            "role",
            "source",
        ),
        [
            (
                f.id,
                f.fact,
                f.low,
                f.high,
                f.value,
                f.value_is,
                f.share_of_worlds,
                _yes(f.shown),
                f.kind,
                f.role,
                f.source,
            )
            for f in story.facts
        ],
    )
    yield Sheet(
        "Definitions",
        f"The glossary. {story.symbols}",
        ("term", "what it is", "unit", "which way is better", "formula"),
        [(term.name, term.says, term.unit, term.better, term.formula) for term in story.terms],
    )
    yield Sheet(
        "Assumptions",
        "Every parameter of this run; “assumption” as a source means that nobody has measured it",
        ("path", "value", "unit", "how it acts", "source"),
        [
            (each.path, each.value, each.unit, each.how, each.source)
            for part in story.assumptions.values()
            for each in part
        ],
    )
    yield Sheet("Provenance", "Where all of it comes from", ("what", "value"), _provenance(story))


def _verdict(story: Story) -> list[tuple[str, str]]:
    answers = story.answers
    parts = {
        "which policy to choose": answers.which,
        "how sure that is": answers.how_sure,
        "what it hangs on": answers.hangs_on,
    }
    told = [("question", story.case.question), *((each.about, each.text) for each in story.verdict)]
    return told + [(about, sentence) for about, sentences in parts.items() for sentence in sentences]


def _ranking(results: Results, choice: Choice) -> Iterator[tuple[Value, ...]]:
    for place in choice.places:
        level = mean_of(results.per_world(place.policy, choice.measure, choice.weeks))
        behind = place.behind[:3] if place.policy != choice.best else (None, None, None)
        yield place.policy, *level, *behind, float(place.first_in), _yes(place.may_be_first)


def _levels(results: Results) -> Iterator[tuple[Value, ...]]:
    for weeks in dict.fromkeys((results.since_first_change, results.last_quarter)):
        for row in results.summary(weeks).itertuples(index=False):
            policy, measure, *figures = row
            yield policy, measure, span(weeks), *figures, results.measures[measure].unit


def _differences(results: Results) -> Iterator[tuple[Value, ...]]:
    for weeks in dict.fromkeys((results.since_first_change, results.last_quarter)):
        for policy in results.policies:
            if policy == results.case.baseline:
                continue
            compared = results.compare(policy, measures=list(results.measures), weeks=weeks)
            for _, _, measure, mean, low, high, same_sign, *_ in compared.itertuples(index=False):
                yield policy, measure, span(weeks), mean, low, high, same_sign, results.measures[measure].unit


def _companies(results: Results) -> Iterator[tuple[Value, ...]]:
    for policy in results.policies:
        columns = [results.per_world(policy, name, results.since_first_change) for name in results.top]
        for world, figures in zip(results.worlds, zip(*columns, strict=True), strict=True):
            yield policy, float(world), *map(float, figures)


def _weekly(results: Results) -> Iterator[tuple[Value, ...]]:
    everything = (1, results.case.weeks)
    for policy in results.policies:
        columns = [results.per_week(policy, name, everything).T for name in results.top]
        for week in range(results.case.weeks):
            yield policy, float(week + 1), *(mean_of(column[week]).mean for column in columns)


def _ledger(results: Results) -> Iterator[tuple[Value, ...]]:
    if not any(name.startswith("ledger: ") for name in results.measures):
        return
    for policy in results.policies:
        try:
            lines = ledger(results, policy, results.since_first_change)
        except ResultsError:
            continue
        for line in lines:
            yield policy, line.name, line.says, line.mean, line.low, line.high


def _provenance(story: Story) -> Iterator[tuple[str, Value]]:
    manifest = story.manifest
    yield "scenario", manifest["name"]
    yield "run on", manifest["created"]
    yield "hash of all parameters", manifest["hash"]
    yield "seed", str(manifest["seed"])
    yield "simulated companies", float(len(story.results.worlds))
    yield "people", float(story.case.company.employees)
    yield "weeks", float(story.case.weeks)
    yield "commit", manifest["commit"] or "not from a checkout"
    yield "command", story.command
    for package, version in manifest["versions"].items():
        yield f"version of {package}", version
    for each in story.case.sources:
        yield "source", each
    if story.case.uncertain == POSTERIOR:
        yield "drawn anew in each company", "one whole setting of the posterior"
    for path, distribution in story.case.distributions.items():
        yield f"drawn anew in each company: {path}", str(distribution)
    for number, line in enumerate(manifest["scenario"].splitlines(), start=1):
        yield f"scenario, line {number}", line


def _yes(true: bool) -> str:
    return "yes" if true else "no"
