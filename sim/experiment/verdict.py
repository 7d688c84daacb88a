"""The verdict in plain words, with its uncertainty: written from the numbers alone."""

import math
from typing import Any, NamedTuple

from sim.experiment.choosing import choose
from sim.experiment.lead import lead, or_none, signless_nought, span
from sim.experiment.pairing import Mean, mean_of
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
    best, happened = _best_policy(results), _what_happened(results)
    return best._replace(text=period + best.text), happened._replace(text=period + happened.text), _caveat(results)


def _best_policy(results: Results) -> Sentence:
    choice, baseline = choose(results), results.case.baseline
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
    claim = (
        f"the dashboard claims that value {'fell' if claimed.mean < 0 else 'rose'} by {_share(claimed)} of a working "
        "week a person"
        if math.isfinite(claimed.mean)
        else "the dashboard claims nothing in these weeks"
    )
    truth = f"against “{baseline}” it is in truth {real.change} {real.how_sure}"
    if real.worlds > 1 and not real.sure and not real.nothing:
        truth += ", which may be none"
    after = f"after effort, the bill and replacing leavers it is {left.change}{'' if left.nothing else left.interval}"
    padded = f"; {_share(padding)} of what is counted is padding" if math.isfinite(padding.mean) else ""
    return Sentence("what happened", f"under “{main}” {claim}; {truth}; {after}{padded}.", numbers)


def _caveat(results: Results) -> Sentence:
    drawn = len(results.case.uncertain)
    if drawn:
        settings = "one of its settings" if drawn == 1 else f"{drawn} of its settings"
        text = f"Each simulated company draws {settings} anew, so that the intervals hold how wrong they may be; "
        text += "how wrong the model itself may be comes on top."
    else:
        text = "The intervals hold what differs between simulated companies under one set of assumed settings; "
        text += "how wrong the assumptions may be comes on top."
    return Sentence("what it hangs on", text, {"drawn": drawn} if drawn else {})


def _share(of: Mean) -> str:
    """Write a share in per cent, whichever way it goes, with its interval turned the same way."""
    way = math.copysign(1, of.mean)
    ends = (signless_nought(f"{100 * end:.0f}") for end in sorted((way * of.low, way * of.high)))
    interval = f" (95 % interval {' to '.join(ends)})" if math.isfinite(of.low) else ""
    return f"{100 * abs(of.mean):.0f} %{interval}"
