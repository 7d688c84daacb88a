"""What a fact is worth: one that nearly every plausible setting passes says nothing of the defaults.

The one place that tells robust facts from informative ones; the shares are kept beside this file by
``python -m sim.experiment.passing``.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

ROBUST = 0.95
"""Share of plausible settings from which on a fact is robust."""
KEPT = Path(__file__).with_name("prior_shares.json")


def kind_of(case: str, fact: str, stated: str) -> str:
    """Return the kind of a fact: by the prior where it was tried there, unless it is a consequence.

    Parameters
    ----------
    case, fact
        Name of the case and id of the fact.
    stated
        What the scenario file says: a consequence stays one, and so does the kind of a fact that was never tried.
    """
    share = prior_share(case, fact)
    if share is None or stated == "consequence":
        return stated
    return "robust" if share >= ROBUST else "informative"


def prior_share(case: str, fact: str) -> float | None:
    """Return the share of prior settings that pass a fact of a bundled case; None where it was never tried."""
    share: float | None = kept()["shares"].get(case, {}).get(fact)
    return share


@cache
def kept() -> dict[str, Any]:
    """Return what is kept of the last time the prior was tried: settings, seed, version, sizes and shares."""
    found: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))
    return found
