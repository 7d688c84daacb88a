"""The verdict in plain words, with its uncertainty: written from the numbers alone."""

import math
from typing import Any, NamedTuple

import numpy as np

from sim.company.dashboard import LOOKED_BACK
from sim.experiment.choosing import Choice, choose
from sim.experiment.hanging import how_many_drawn
from sim.experiment.lead import Lead, lead, or_none, signless_nought, span
from sim.experiment.pairing import Mean, mean_of, mean_of_defined
from sim.experiment.results import Results, Weeks
from sim.scenario.posterior import POSTERIOR

SURPLUS, REAL, CLAIMED, PADDING = "surplus", "real value", "claimed gain", "padding share"
METRIC, SLOPE = "metric", "claim uncertainty"
FAR = 1.5
"""How many times as high as ever seen the metric must be for a claim to count as beyond what was seen. Judgement."""


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
    weeks = results.since_first_change
    period = f"{'In' if weeks[0] == weeks[1] else 'Over'} {span(weeks)}, "
    choice = choose(results)
    best, happened, caveat = _best_policy(results, choice), _what_happened(results), _caveat(results, choice)
    return best._replace(text=period + best.text), happened._replace(text=period + happened.text), caveat


def _best_policy(results: Results, choice: Choice) -> Sentence:
    baseline = results.case.baseline
    best, closest = choice.best, choice.rival or choice.places[1]
    rival, ahead = closest.policy, closest.behind
    weeks = choice.weeks
    gain = None
    if best != baseline:
        gain = lead(results.per_world(best, SURPLUS, weeks), results.per_world(baseline, SURPLUS, weeks))
    numbers = {"best": best, "rival": rival, "baseline": baseline, "sure": ahead.sure} | ahead.numbers("over_rival")
    numbers |= gain.numbers("over_baseline") if gain else {}
    which = ", which comes closest" if len(choice.places) > 2 and ahead.sure else ""
    over_rival = f"{ahead.amount} more than “{rival}”{which} {ahead.how_sure}"
    over_baseline = f"{gain.amount} more than “{baseline}” {gain.how_sure}" if gain and rival != baseline else ""
    if ahead.worlds < 2:
        text = "we cannot tell which policy leaves most surplus from one simulated company: it takes more worlds."
    elif ahead.nothing:
        text = f"we cannot tell which policy leaves most surplus: “{best}” and “{rival}” leave the same in each of "
        text += f"{ahead.worlds} simulated companies."
    elif not ahead.sure:
        text = f"we cannot tell which policy leaves most surplus: “{best}” leaves {over_rival}, too little to be sure."
        text += f" It leaves {over_baseline}." if over_baseline else ""
    elif best == baseline:
        text = f"no policy leaves more surplus than “{baseline}”; it leaves {over_rival}."
    elif over_baseline:
        text = f"“{best}” leaves most surplus: {over_baseline}; and {over_rival}."
    else:
        text = f"“{best}” leaves most surplus: {over_rival}."
    return Sentence("best policy", text, numbers)


def _what_happened(results: Results) -> Sentence:
    baseline = results.case.baseline
    main = next(policy for policy in results.policies if policy != baseline)
    weeks = results.since_first_change
    real = lead(results.per_world(main, REAL, weeks), results.per_world(baseline, REAL, weeks))
    left = lead(results.per_world(main, SURPLUS, weeks), results.per_world(baseline, SURPLUS, weeks))
    claimed = mean_of(results.per_world(main, CLAIMED, weeks))
    padding = mean_of(results.per_world(main, PADDING, weeks))
    numbers = {"policy": main, "baseline": baseline, "padding_share": or_none(padding.mean)}
    numbers |= real.numbers("real_gain") | left.numbers("surplus_gain")
    numbers |= {f"claimed_gain_{end}": or_none(value) for end, value in claimed._asdict().items()}
    claim = "the dashboard claims nothing in these weeks"
    if math.isfinite(claimed.mean):
        claim = f"the dashboard claims that value {'fell' if claimed.mean < 0 else 'rose'} since launch by "
        claim += f"{_share(claimed)} of a working week a person"
        off, beyond = _off_by_slope(results, main, weeks), beyond_what_was_seen(results, main, weeks)
        numbers |= {"claim_off_by": or_none(off), "claim_beyond": or_none(beyond)}
    told = [
        f"under “{main}” {claim}.",
        _really(real, baseline),
        f"After effort, the bill and replacing leavers it is {left.change}{'' if left.nothing else left.interval}.",
    ]
    if math.isfinite(padding.mean):
        told.append(f"Of what is counted {_share(padding)} is padding.")
    return Sentence("what happened", " ".join(told), numbers)


def _really(real: Lead, baseline: str) -> str:
    """Say what was really gained, or that it cannot be told."""
    if real.worlds > 1 and not real.sure and not real.nothing:
        way = "more" if real.mean > 0 else "less"
        return (
            f"Whether more was really done than under “{baseline}” we cannot tell: {real.amount} {way} {real.how_sure}."
        )
    return f"Against “{baseline}”, in the same simulated companies, it is really {real.change} {real.how_sure}."


def claim_caution(results: Results, policy: str) -> str:
    """Say how far the dashboard's claim may be off under a policy; nothing where there is nothing to say."""
    weeks = results.since_first_change
    if not math.isfinite(mean_of(results.per_world(policy, CLAIMED, weeks)).mean):
        return ""
    off, beyond = _off_by_slope(results, policy, weeks), beyond_what_was_seen(results, policy, weeks)
    said = []
    if off > 0.005:
        said.append(
            f"A single company's claim may be off by {100 * off:.0f} % of a working week a person either way (95 %), "
            "because its slope is fitted to a few weeks before launch."
        )
    if beyond > FAR:
        said.append(
            f"The claim reads the fitted line at a metric {beyond:.1f} times as high as in any week from which it was "
            "learnt."
        )
    return " ".join(said)


def beyond_what_was_seen(results: Results, policy: str, weeks: Weeks) -> float:
    """Return how many times as high as in any week from which the dashboard learnt its slope the metric is.

    Parameters
    ----------
    policy
        One that launches a metric.
    weeks
        First and last week; those in which the dashboard claims nothing are left out.

    Returns
    -------
    float
        Of means over the simulated companies; not a number where no week is left, or the metric was not above 0.
    """
    launch = min((change.week for change in results.case.policies[policy] if change.metric is not None), default=1)
    if METRIC not in results.measures or not 1 < launch <= results.case.weeks:
        return math.nan
    claimed = np.isfinite(results.per_week(policy, CLAIMED, weeks))
    now = mean_of(mean_of_defined(np.where(claimed, results.per_week(policy, METRIC, weeks), np.nan))).mean
    seen = results.per_week(policy, METRIC, (max(launch - LOOKED_BACK, 1), launch - 1)).mean(axis=0).max()
    return now / float(seen) if seen > 0 else math.nan


def _off_by_slope(results: Results, policy: str, weeks: Weeks) -> float:
    return mean_of(results.per_world(policy, SLOPE, weeks)).mean if SLOPE in results.measures else math.nan


def _caveat(results: Results, choice: Choice) -> Sentence:
    case, (best, closest) = results.case, (choice.best, choice.rival or choice.places[1])
    drawn, text, numbers = how_many_drawn(case), "", dict[str, Any]()
    ahead = results.per_world(best, SURPLUS, choice.weeks) - results.per_world(closest.policy, SURPLUS, choice.weeks)
    ahead = ahead[np.isfinite(ahead)]
    if len(ahead) > 1:
        low, high = (float(end) for end in np.percentile(ahead, (10, 90)))
        numbers = {"companies_low": low, "companies_high": high}
        ends = " to ".join(signless_nought(f"{100 * end:.1f}") for end in (low, high))
        text = (
            "The intervals say how exactly the mean over simulated companies is known; single companies differ more: "
        )
        text += f"the lead of “{best}” over “{closest.policy}” is {ends} % in the middle four fifths of them. "
    if drawn:
        what = "one of its settings anew" if drawn == 1 else f"{drawn} of its settings anew"
        if case.uncertain == POSTERIOR:
            what = f"a whole set of {drawn} settings from the posterior, in which nearly all published facts are shown"
        text += f"Each simulated company draws {what}"
        text += (
            ", so that how companies differ holds how wrong these may be; how wrong the model itself may be comes on "
        )
        text += "top."
        numbers["drawn"] = drawn
    else:
        text += "All share one set of assumed settings; how wrong the assumptions may be comes on top."
    return Sentence("what it hangs on", text, numbers)


def _share(of: Mean) -> str:
    """Write a share in per cent, whichever way it goes, with its interval turned the same way."""
    way = math.copysign(1, of.mean)
    ends = (signless_nought(f"{100 * end:.0f}") for end in sorted((way * of.low, way * of.high)))
    interval = f" (95 % interval {' to '.join(ends)})" if math.isfinite(of.low) else ""
    return f"{100 * abs(of.mean):.0f} %{interval}"
