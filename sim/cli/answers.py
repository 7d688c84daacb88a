"""Answers as tables for a terminal, below the sentence that says them."""

from math import isfinite, nan
from typing import TYPE_CHECKING, Any

from sim.cli.tables import ABSENT, lines, with_ends

if TYPE_CHECKING:
    from sim.experiment.asking.better import Ranking
    from sim.experiment.asking.drivers import Drivers
    from sim.experiment.asking.front import Front
    from sim.experiment.asking.hysteresis import Tipping
    from sim.experiment.asking.robust import Robustness

MOST_PAIRS = 20


def ranking(found: "Ranking") -> list[Any]:
    """Return policies, best first, then pairs of them."""
    policies = lines(
        ("policy", found.measure, "may be the best"),
        (
            (row["policy"], _ends(row, "mean"), "yes" if row["may_be_best"] else "no")
            for row in found.policies.to_dict("records")
        ),
    )
    pairs = lines(
        ("policy", "against", "difference", "sure"),
        (
            (row["policy"], row["against"], _ends(row, "difference"), "yes" if row["sure"] else "no")
            for row in found.pairs.head(MOST_PAIRS).to_dict("records")
        ),
        words=2,
    )
    looks = f", looked at {found.looks} times" if found.looks > 1 else ""
    return [policies, f"\nDifferences, 95 % intervals that hold all at once{looks}\n", pairs]


def drivers(found: "Drivers") -> list[Any]:
    """Return a line a parameter, the most important first."""
    sobol = found.method == "sobol"
    kinds = ("first", "total") if sobol else ("effect", "signed effect", "unevenness")
    titles = ("alone, %", "with others, %") if sobol else ("moves it by", "up less down", "unevenness")
    cells = found.table.set_index(["parameter", "kind"])
    scale = 100.0 if sobol else 1.0
    rows = [
        (str(name), *(_ends(cells.loc[(name, kind)].to_dict(), "index", scale) for kind in kinds))
        for name in found.table["parameter"].unique()
    ]
    what = "Share of the variance" if sobol else "Moved through its whole range"
    left_out = f"; {found.left_out} samples left out: no value there" if found.left_out else ""
    return [f"{what}, with 95 % intervals; luck is which simulated company it is{left_out}\n",
            lines(("what is varied", *titles), rows)]  # fmt: skip


def robustness(found: "Robustness") -> list[Any]:
    """Return a line a policy, then in how many plausible companies each beats each other."""
    columns = ["policy", found.measure, "best in, % of settings", "regret", "at worst"]
    enough = ["enough, %"] if found.needs else []
    rows = [
        (
            row["policy"],
            _ends(row, "mean"),
            _ends(row, "best", 100.0),
            _ends(row, "regret"),
            _ends(row, "most_regret"),
            *([_ends(row, "enough", 100.0)] if enough else []),
        )
        for row in found.policies.to_dict("records")
    ]
    names = [str(name) for name in found.policies["policy"]]
    share = found.pairs.set_index(["policy", "against"])
    beats = [
        (one, *(ABSENT if one == other else _percent(share.loc[(one, other)]) for other in names)) for one in names
    ]
    size = f"{found.settings} settings, {found.companies} companies each"
    return [
        f"{size}; 95 % intervals. Regret: how far it is from each setting's best policy, on average and at worst\n",
        lines((*columns, *enough), rows),
        "\nIn how many of 100 plausible companies the policy of the line beats that of the column\n",
        lines(("", *names), beats),
    ]


def front(found: "Front") -> list[Any]:
    """Return a line a lever setting of the front."""
    kept = found.table.to_dict("records")
    rows = [
        (
            row["point"],
            *(f"{row[name]:.3g}" if isinstance(row[name], float) else str(row[name]) for name in found.names),
            *(_ends(row, goal) for goal in found.goals),
            "yes" if row["on_front"] else "no",
        )
        for row in kept
    ]
    size = f"{found.tried} lever settings of “{found.policy}” tried, these run again in {found.fresh} fresh companies"
    goals = [f"{goal} ({way})" for goal, way in found.goals.items()]
    said = f"{size}; 95 % intervals, all at once. On the front: none surely is as good in every goal, better in one\n"
    return [said, lines(("", *found.names, *goals, "on front"), rows)]


def tipping(found: "Tipping") -> list[Any]:
    """Return a line a step."""
    rows = [
        (
            row["way"],
            f"{row['stake']:g}",
            str(row["week"]),
            _ends(row, "outcome"),
            _ends(row, "held"),
        )
        for row in found.table.to_dict("records")
    ]
    loop = with_ends(found.area.mean, found.area.low, found.area.high, 100.0)
    return [
        f"{found.worlds} simulated companies, each step held {found.hold} weeks; 95 % intervals\n",
        lines(("", found.lever, "to week", found.measure, "never raised"), rows),
        f"\nThe loop fills {loop} % of the rectangle around it; 0 where nothing is remembered",
    ]


def _ends(row: dict[Any, Any], name: str, scale: float = 1.0) -> str:
    """Write a figure with its interval: from the columns name_low and name_high, or low and high."""
    low, high = (float(row.get(f"{name}_{end}", row.get(end, nan))) for end in ("low", "high"))
    return with_ends(row[name], low, high, scale)


def _percent(row: Any) -> str:
    if not isfinite(row["share"]):
        return ABSENT
    return f"{100 * row['share']:.0f} ({100 * row['low']:.0f}-{100 * row['high']:.0f})"
