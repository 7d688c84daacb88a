"""The verdict in plain words, with its uncertainty: written from the numbers alone."""

import math
from typing import Any, NamedTuple

import numpy as np

from sim.experiment.pairing import Floats, mean_of, paired
from sim.experiment.results import Results

SURPLUS, REAL, CLAIMED, PADDING = "surplus", "real value", "claimed value", "padding share"


class Sentence(NamedTuple):
    """One sentence of the verdict and the numbers in it.

    Attributes
    ----------
    about
        "best policy" or "what happened".
    text
        The sentence.
    numbers
        What it was written from: names of policies, means, ends of intervals, counts of worlds; None where undefined.
    """

    about: str
    text: str
    numbers: dict[str, Any]


class _Lead(NamedTuple):
    """How far one policy is ahead of another in the same worlds, and in how many it is."""

    mean: float
    low: float
    high: float
    same_sign: int
    worlds: int

    @property
    def sure(self) -> bool:
        return self.low > 0 or self.high < 0

    def numbers(self, of: str) -> dict[str, Any]:
        return {f"{of}_{key}": _or_none(value) for key, value in self._asdict().items()}


def verdict(results: Results) -> tuple[Sentence, ...]:
    """Answer which policy leaves most real surplus and how sure that is, and what happened under the main policy.

    The main policy is the first that is not the baseline. All is over the last quarter of the weeks.

    Returns
    -------
    tuple of Sentence
        One, or two where there is more than the baseline.
    """
    if len(results.policies) == 1:
        only = results.policies[0]
        return (
            Sentence("best policy", f"Only “{only}” was run: there is nothing to compare it with.", {"best": only}),
        )
    return _best_policy(results), _what_happened(results)


def _best_policy(results: Results) -> Sentence:
    surplus = {policy: results.per_world(policy, SURPLUS) for policy in results.policies}
    baseline = results.case.baseline
    best = max(surplus, key=lambda policy: _comparable(mean_of(surplus[policy]).mean))
    leads = {policy: _lead(surplus[best], surplus[policy]) for policy in surplus if policy != best}
    rival = min(leads, key=lambda policy: (_comparable(leads[policy].low), _comparable(leads[policy].mean)))
    ahead, gain = leads[rival], leads.get(baseline)
    numbers = {"best": best, "rival": rival, "baseline": baseline, "sure": ahead.sure} | ahead.numbers("over_rival")
    numbers |= gain.numbers("over_baseline") if gain else {}
    over_rival = f"{_amount(ahead)} more than “{rival}” {_how_sure(ahead)}"
    over_baseline = f"{_amount(gain)} more than “{baseline}” {_how_sure(gain)}" if gain and rival != baseline else ""
    if ahead.worlds < 2:
        text = "Which policy leaves most surplus, we cannot tell from one simulated company: it takes more worlds."
    elif not ahead.sure:
        text = f"Which policy leaves most surplus, we cannot tell: “{best}” leaves {over_rival}, too little to be sure."
        text += f" It leaves {over_baseline}." if over_baseline else ""
    elif best == baseline:
        text = f"No policy leaves more surplus than “{baseline}”: it leaves {over_rival}, which comes closest."
    elif over_baseline:
        text = f"“{best}” leaves most surplus: {over_baseline}; and {over_rival}, which comes closest."
    else:
        text = f"“{best}” leaves most surplus: {over_rival}."
    return Sentence("best policy", text, numbers)


def _what_happened(results: Results) -> Sentence:
    baseline = results.case.baseline
    main = next(policy for policy in results.policies if policy != baseline)
    without = results.per_world(baseline, REAL)
    real = _lead(results.per_world(main, REAL), without)
    claimed = _lead(results.per_world(main, CLAIMED), without)
    padding = mean_of(results.per_world(main, PADDING)).mean
    numbers = {"policy": main, "baseline": baseline, "padding_share": _or_none(padding)}
    numbers |= real.numbers("real_gain") | claimed.numbers("claimed_gain")
    claim = (
        f"the dashboard claims {_change(claimed)} over “{baseline}”"
        if math.isfinite(claimed.mean)
        else "the dashboard claims nothing in these weeks"
    )
    truth = f"in truth it is {_change(real)} {_how_sure(real)}"
    if real.worlds > 1 and not real.sure:
        truth += ", which may be none"
    padded = f"; {100 * padding:.0f} % of what is counted is padding" if math.isfinite(padding) else ""
    return Sentence("what happened", f"Under “{main}” {claim}; {truth}{padded}.", numbers)


def _lead(policy: Floats, against: Floats) -> _Lead:
    pair = paired(policy, against)
    worlds = int(np.isfinite(policy - against).sum())
    return _Lead(pair.mean, pair.low, pair.high, round(pair.same_sign * worlds) if worlds else 0, worlds)


def _change(lead: _Lead) -> str:
    return f"a {'loss' if lead.mean < 0 else 'gain'} of {_amount(lead)}"


def _amount(lead: _Lead) -> str:
    """Say how much, for a reader who does not count in baseline weeks."""
    return f"{_percent(abs(lead.mean), lead)} % of a working week a person"


def _how_sure(lead: _Lead) -> str:
    if not math.isfinite(lead.low):
        return "(one simulated company: no interval)"
    low, high = sorted((math.copysign(1, lead.mean) * lead.low, math.copysign(1, lead.mean) * lead.high))
    interval = f"{_percent(low, lead)} to {_percent(high, lead)}"
    return f"(95 % interval {interval}), in {lead.same_sign} of {lead.worlds} simulated companies"


def _percent(value: float, lead: _Lead) -> str:
    """Write a share in per cent, with as many digits as its interval can carry."""
    half = 50 * (lead.high - lead.low)
    places = min(3, max(1, -math.floor(math.log10(half)))) if half > 0 else 1
    return f"{100 * value:.{places}f}".replace("-", "−")


def _comparable(mean: float) -> float:
    return mean if math.isfinite(mean) else -math.inf


def _or_none(value: float) -> float | None:
    return value if math.isfinite(value) else None
