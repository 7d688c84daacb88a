"""The verdict in plain words, with its uncertainty: written from the numbers alone."""

import math
from typing import Any, NamedTuple

import numpy as np

from sim.experiment.pairing import Floats, Mean, mean_of, paired
from sim.experiment.results import Results

SURPLUS, REAL, CLAIMED, PADDING = "surplus", "real value", "claimed gain", "padding share"


class Sentence(NamedTuple):
    """One sentence of the verdict and the numbers in it.

    Attributes
    ----------
    about
        "best policy", "what happened" or "what it hangs on".
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


_CAVEAT = Sentence(
    "what it hangs on",
    "The intervals hold what differs between simulated companies under one set of assumed settings; how wrong the "
    "assumptions may be comes on top.",
    {},
)


def verdict(results: Results) -> tuple[Sentence, ...]:
    """Answer which policy leaves most real surplus and how sure that is, and what happened under the main policy.

    The main policy is the first that is not the baseline. All is over the weeks from the first dated change on, so that
    what a policy cost before it was taken back counts as well.

    Returns
    -------
    tuple of Sentence
        One, or three where there is more than the baseline; the last says what the intervals leave out.
    """
    if len(results.policies) == 1:
        only = results.policies[0]
        return (
            Sentence("best policy", f"Only “{only}” was run: there is nothing to compare it with.", {"best": only}),
        )
    first, last = results.since_first_change
    period = f"Over weeks {first} to {last}, "
    best, happened = _best_policy(results), _what_happened(results)
    return best._replace(text=period + best.text), happened._replace(text=period + happened.text), _CAVEAT


def _best_policy(results: Results) -> Sentence:
    weeks = results.since_first_change
    surplus = {policy: results.per_world(policy, SURPLUS, weeks) for policy in results.policies}
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
        text = "we cannot tell which policy leaves most surplus from one simulated company: it takes more worlds."
    elif not ahead.sure:
        text = f"we cannot tell which policy leaves most surplus: “{best}” leaves {over_rival}, too little to be sure."
        text += f" It leaves {over_baseline}." if over_baseline else ""
    elif best == baseline:
        text = f"no policy leaves more surplus than “{baseline}”; it leaves {over_rival}, which comes closest."
    elif over_baseline:
        text = f"“{best}” leaves most surplus: {over_baseline}; and {over_rival}, which comes closest."
    else:
        text = f"“{best}” leaves most surplus: {over_rival}."
    return Sentence("best policy", text, numbers)


def _what_happened(results: Results) -> Sentence:
    baseline = results.case.baseline
    main = next(policy for policy in results.policies if policy != baseline)
    weeks = results.since_first_change
    real = _lead(results.per_world(main, REAL, weeks), results.per_world(baseline, REAL, weeks))
    left = _lead(results.per_world(main, SURPLUS, weeks), results.per_world(baseline, SURPLUS, weeks))
    claimed = mean_of(results.per_world(main, CLAIMED, weeks))
    padding = mean_of(results.per_world(main, PADDING, weeks))
    numbers = {"policy": main, "baseline": baseline, "padding_share": _or_none(padding.mean)}
    numbers |= real.numbers("real_gain") | left.numbers("surplus_gain")
    numbers |= {f"claimed_gain_{end}": _or_none(value) for end, value in claimed._asdict().items()}
    claim = (
        f"the dashboard claims that value rose by {_share(claimed)} of a working week a person"
        if math.isfinite(claimed.mean)
        else "the dashboard claims nothing in these weeks"
    )
    truth = f"against “{baseline}” it is in truth {_change(real)} {_how_sure(real)}"
    if real.worlds > 1 and not real.sure:
        truth += ", which may be none"
    after = f"after effort, the bill and replacing leavers it is {_change(left)}{_interval(left)}"
    padded = f"; {_share(padding)} of what is counted is padding" if math.isfinite(padding.mean) else ""
    return Sentence("what happened", f"under “{main}” {claim}; {truth}; {after}{padded}.", numbers)


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
    return f"{_interval(lead).strip()}, in {lead.same_sign} of {lead.worlds} simulated companies"


def _interval(lead: _Lead) -> str:
    if not math.isfinite(lead.low):
        return ""
    low, high = sorted((math.copysign(1, lead.mean) * lead.low, math.copysign(1, lead.mean) * lead.high))
    return f" (95 % interval {_percent(low, lead)} to {_percent(high, lead)})"


def _share(of: Mean) -> str:
    interval = f" (95 % interval {100 * of.low:.0f} to {100 * of.high:.0f})" if math.isfinite(of.low) else ""
    return f"{100 * of.mean:.0f} %{interval}"


def _percent(value: float, lead: _Lead) -> str:
    """Write a share in per cent, with as many digits as its interval can carry."""
    half = 50 * (lead.high - lead.low)
    places = min(3, max(1, -math.floor(math.log10(half)))) if half > 0 else 1
    return f"{100 * value:.{places}f}".replace("-", "−")


def _comparable(mean: float) -> float:
    return mean if math.isfinite(mean) else -math.inf


def _or_none(value: float) -> float | None:
    return value if math.isfinite(value) else None
