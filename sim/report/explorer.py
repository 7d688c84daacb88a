"""The weekly numbers that the page's own script draws: for a chosen measure, under chosen policies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
from markupsafe import Markup

from sim.experiment.choosing import choose
from sim.report.first_page import main_policy
from sim.report.words import shown_as

if TYPE_CHECKING:
    from sim.experiment import Results
    from sim.experiment.pairing import Floats

_ENDS = (0.025, 0.975)
_DIGITS = 4
_DRAWN = 4


def numbers_of(results: Results) -> Markup:
    """Return the weekly mean of each chief measure over the simulated companies, and the range that holds 95 % of them.

    It is JSON that may stand in a ``script`` element: no sign in it can end one.
    """
    infos = [results.measures[name] for name in results.top]
    found: dict[str, Any] = {
        "weeks": results.case.weeks,
        "policies": results.policies,
        "drawn": _first_drawn(results),
        "measures": [
            {"name": shown_as(each.name), "title": each.title, "unit": each.unit, "form": each.form} for each in infos
        ],
        "values": [[_series(policy) for policy in results.cube(each.name)] for each in infos],
    }
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def _first_drawn(results: Results) -> list[int]:
    """Return the places of the policies that are drawn at first: baseline, main policy, the best and its rival."""
    choice = choose(results)
    wanted = [results.case.baseline, main_policy(results), choice.best, *(place.policy for place in choice.places)]
    return sorted(results.policies.index(policy) for policy in list(dict.fromkeys(wanted))[:_DRAWN])


def _series(values: Floats) -> list[list[float | None]]:
    """Return mean, low and high over worlds, week by week; None where it is not defined in any."""
    found = np.full((3, values.shape[1]), np.nan)
    there = np.isfinite(values).any(axis=0)
    defined = values[:, there]
    quantile = np.quantile if np.isfinite(defined).all() else np.nanquantile  # which goes week by week: slow
    found[0, there] = np.nanmean(defined, axis=0)
    found[1:, there] = quantile(defined, _ENDS, axis=0)
    return [[float(f"{value:.{_DIGITS}g}") if np.isfinite(value) else None for value in row] for row in found]
