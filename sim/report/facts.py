"""The page of facts: what the simulation shows, what any plausible setting shows, what the defaults were chosen by.

``python -m sim.report.facts > docs/facts.md`` renews the page from what is kept of the last check, prior, search and
knock-outs; each of them has a command of its own, named on the page.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sim.experiment import calibration, knockouts, passing
from sim.experiment.prior import default_setting, ranges
from sim.scenario import bundled, load

CHECKED = Path(__file__).with_name("facts_found.json")
"""What `goodhart check facts --json` printed last."""

WHY_NOT = {
    "A21": "most people like to be ahead, so a board of all draws more useful use from them than it takes from those "
    "whom it puts off. No plausible setting shows the fact: it would take far more of the latter.",
    "M1": "people are not different enough at the very top. The heaviest user is a knack, a job and four lucky weeks, "
    "which give tens of times the mean and not hundreds.",
    "M2": "the same: the tail is too thin, and the board and the reviews lift light users more than heavy ones.",
    "M4": "of those who hardly use AI some use next to nothing, which stretches the logarithm downwards; surveys of "
    "users do not have them.",
    "M5": "the opposite happens. Being counted in reviews brings the light users up, and the top 250 are too few to "
    "matter for the spread of all.",
    "N1": "the worth of use falls off so fast that the middling person stops at less than a third of the quota, and "
    "four in five do not pad the rest; no plausible setting reaches it.",
    "W1": "the mean is inside the band and near its upper end: in a third of the companies somewhat more than two in a "
    "hundred must go. How often accounts are checked is a guess of the scenario file.",
}
"""Why a fact that fails does so, as far as is known."""

_INTRODUCTION = """\
# Facts

What reports, surveys and studies say of such companies, held against the simulation. The bands are a judgement of what
the sources say in words. This page is written by `python -m sim.report.facts > docs/facts.md` from what is kept of the
last check, of the prior, of the search and of the knock-outs.

## What is shown

A fact is *shown* when it holds in at least nine of ten fresh companies, or as many as it asks for. *Prior* is the share
of plausible settings that pass it too. A fact that 95 % of them pass is *robust*: it speaks for the model and says
nothing of the defaults. A *consequence* follows from how a policy is defined. The others are *informative*. Facts
marked *calibrate* were used to choose the defaults; *untouched* ones were not, and they alone are a test of them.
`goodhart check facts --json > sim/report/facts_found.json` checks them again.
"""
_PRIOR = """\
## The prior

Each uncertain figure is drawn from a range that is plausible, uniformly and independently of the others; the
[reference](reference.md) has the ranges. {settings} settings were drawn (seed {seed}) and tried on every case.
Companies were small, so that this takes minutes and not days: {sizes}. A smaller company and fewer worlds make a fact
harder to pass where luck matters, and a tail thinner: the pass rates of Meta's facts are of its small image, with a
board that shows the same share of people. `python -m sim.experiment.passing` tries the prior again.
"""
_CALIBRATION = """\
## How the defaults were searched for

By the facts marked *calibrate* of all cases jointly, {facts} of them, one set of figures for all. A population of
{members} settings, the defaults among them and the rest drawn from the prior, went through {generations} generations.
In each, the best {best} were tried again and {children} children added, each figure from one of two parents and some
moved a little. A setting's score: for each fact half by the share of worlds in which it holds (nine in ten being
enough), half by how near its mean is to the band. Every trial was in worlds that no setting had met before ({tried}),
and a setting counts by the mean of its trials: one that wins on one seed is luck. The best {finalists} of {all}
settings and the defaults were then tried in fresh and larger companies ({confirmed}). There the defaults show {default}
of the {facts} facts and the best setting {best_shown}; {as_many} others show as many as the defaults.
`python -m sim.experiment.calibration` searches again.
"""
_POSTERIOR = """\
## What the facts leave open

The {accepted} settings that show at most {nearly} facts fewer than the best descend from each other, and a figure that
does not matter descends with them. So they were spread out: {rounds} times over, each drew a quarter of its figures
anew from the prior and kept them where at most {missing} of the {facts} facts were then missing in fresh worlds, which
{taken} of the steps did. They are kept together, in `sim/experiment/posterior.json`: a figure's range says less than
they do, since one figure makes up for another. Below, for each figure, its plausible range, the default, and the tenth,
the middle and the ninetieth percentile over these settings. *Narrowed* is how much of the plausible range the middle
four fifths have lost against a uniform draw: a figure that is hardly narrowed is not identified by the facts, and one
that is narrowed a little may only not have wandered long enough. With so few settings a fifth is noise.
"""
_KNOCKOUTS = """\
## Which mechanism is needed for what

Each mechanism is set to its neutral setting once, all else at the defaults, in the same simulated companies ({sizes}).
A fact that *falls* is shown with every mechanism and not without this one; one that *rises* is shown only without it.
`python -m sim.experiment.knockouts` tries them again.
"""


def facts_page() -> str:
    """Return the page of facts, Markdown."""
    found: list[dict[str, Any]] = json.loads(CHECKED.read_text("utf-8"))
    parts = [
        _INTRODUCTION,
        f"{_counted(found)}\n",
        _table(
            ("", "Fact", "Simulated", "Band", "Companies", "", "Prior", "Kind", "Role", "Source"),
            (_row(fact) for fact in found),
        ),
        "### Not shown\n",
        _not_shown(found),
        *_prior(),
        *_posterior(),
        *_knockouts(),
    ]
    return "\n".join(parts)


def _counted(found: list[dict[str, Any]]) -> str:
    def of(chosen: list[dict[str, Any]], what: str) -> str:
        return f"{sum(fact['shown'] for fact in chosen)} of {len(chosen)} {what}"

    informative = [fact for fact in found if fact["kind"] == "informative"]
    return (
        f"Shown: **{of(informative, 'informative facts')}**; {of(found, 'facts in all')}; "
        + ", ".join(of([fact for fact in found if fact["role"] == role], role) for role in ("calibrate", "untouched"))
        + "."
    )


def _row(fact: dict[str, Any]) -> tuple[str, ...]:
    low, high = fact["low"], fact["high"]
    band = f"below {high:g}" if low is None else f"above {low:g}" if high is None else f"{low:g} to {high:g}"
    return (
        fact["id"],
        fact["fact"],
        "none" if fact["value"] is None else f"{fact['value']:.3g}",
        band,
        f"{fact['share_of_worlds']:.0%}",
        "shown" if fact["shown"] else "**not shown**",
        "" if fact["prior_share"] is None else f"{fact['prior_share']:.0%}",
        fact["kind"],
        fact["role"],
        fact["source"],
    )


def _not_shown(found: list[dict[str, Any]]) -> str:
    lines = [
        f"- **{fact['id']}** {fact['fact']}: {WHY_NOT.get(fact['id'], 'nobody knows why not.')}\n"
        for fact in found
        if not fact["shown"]
    ]
    checked = {fact["id"] for fact in found}
    missing = [fact for name in bundled() for fact in load(name).facts if fact.id not in checked]
    lines += [
        f"- **{fact.id}** {fact.says}: not checked, there is no measure '{fact.measure}' yet.\n" for fact in missing
    ]
    return "".join(lines) or "None.\n"


def _prior() -> list[str]:
    kept = passing.kept()
    robust = [
        f"{fact} ({share:.0%})"
        for of_case in kept["shares"].values()
        for fact, share in of_case.items()
        if share >= passing.ROBUST
    ]
    said = _PRIOR.format(settings=kept["settings"], seed=kept["seed"], sizes=_sizes(kept["sizes"]))
    return [said, f"Passed by nearly all: {', '.join(robust) or 'none'}.\n"]


def _posterior() -> list[str]:
    kept, settings = calibration.kept(), calibration.posterior_settings()
    shown = kept["shown"]
    how = _CALIBRATION.format(
        facts=kept["facts"],
        members=calibration.MEMBERS,
        generations=calibration.GENERATIONS,
        best=calibration.BEST,
        children=calibration.MEMBERS - calibration.BEST,
        tried=_size(calibration.TRIED._asdict()),
        all=kept["tried"],
        finalists=calibration.FINALISTS,
        confirmed=_size(calibration.CONFIRMED._asdict()),
        default=shown["default"],
        best_shown=shown["best"],
        as_many=shown["as many as the default"] - 1,
    )
    left_open = _POSTERIOR.format(
        accepted=kept["accepted"],
        nearly=calibration.NEARLY,
        rounds=calibration.ROUNDS,
        missing=calibration.MISSING,
        facts=kept["facts"],
        taken=f"{kept['steps taken']:.0%}",
    )
    defaults, plausible, rows = default_setting(), ranges(), []
    for path, (low, middle, high) in calibration.posterior_ranges(settings).items():
        least, most = plausible[path]
        narrowed = 1.0 - (high - low) / (0.8 * (most - least))
        figures = (f"{least:g} to {most:g}", f"{defaults[path]:.3g}", f"{low:.3g}", f"{middle:.3g}", f"{high:.3g}")
        rows.append((path, *figures, f"{max(narrowed, 0.0):.0%}"))
    return [how, left_open, _table(("Figure", "Plausible", "Default", "10 %", "50 %", "90 %", "Narrowed"), rows)]


def _knockouts() -> list[str]:
    kept = knockouts.kept()
    rows = [(each["mechanism"], ", ".join(each["fall"]), ", ".join(each["rise"])) for each in kept["knockouts"]]
    idle = knockouts.unidentified(kept)
    return [
        _KNOCKOUTS.format(sizes=_sizes(kept["sizes"])),
        _table(("Without", "Falls", "Rises"), rows),
        f"No fact needs these, so that nothing here says how strong they are: {'; '.join(idle) or 'none'}.",
        "Crowding out, know-how, aversion to risk and foresight are off at the defaults.\n",
    ]


def _sizes(sizes: dict[str, dict[str, int]]) -> str:
    several: dict[str, list[str]] = {}
    for case, size in sizes.items():
        several.setdefault(_size(size), []).append(load(case).title)
    (usual, _), *others = sorted(several.items(), key=lambda one: -len(one[1]))
    return "; ".join([f"{usual} each", *(f"{size} for {', '.join(titles)}" for size, titles in others)])


def _size(size: dict[str, int]) -> str:
    worlds = f"{size['worlds']} worlds" if size["worlds"] > 1 else "one world"
    return f"{worlds} of {size['employees']:,} people"


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [columns, ("---",) * len(columns), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(facts_page())
