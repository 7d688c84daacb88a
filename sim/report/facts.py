"""The page of facts: what the simulation shows, what any plausible setting shows, what the defaults were chosen by.

``python -m sim.report.facts > docs/facts.md`` renews the page from what is kept of the last check, prior, search and
knock-outs; each of them has a command of its own, named on the page. ``python -m sim.report.facts renew`` tries the
prior, the knock-outs and the facts again before it does so: everything but the search.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sim.experiment import calibration, kinds, knockouts
from sim.experiment.prior import default_setting, ranges
from sim.report.why_not import WHY_NOT
from sim.scenario import bundled, load

PAGE = Path(__file__).parents[2] / "docs" / "facts.md"
CHECKED = Path(__file__).with_name("facts_found.json")
"""What `goodhart check facts --json` printed last."""

_INTRODUCTION = """\
# Facts

What reports, surveys and studies say of such companies, held against the simulation. The bands are a judgement of what
the sources say in words. This page is written from what is kept of the last check, of the prior, of the search and of
the knock-outs; `make facts` tries all of them again but for the search, and writes it anew (tens of minutes).

## What is shown

A fact is *shown* when it holds in at least nine of ten fresh companies, or as many as it asks for. *Prior* is the share
of plausible settings that pass it too. A fact that 95 % of them pass is *robust*: it speaks for the model and says
nothing of the defaults. A *consequence* follows from how a policy is defined. The others are *informative*. Facts
marked *calibrate* were used to choose the defaults; *untouched* ones were not, and they alone are a test of them.
`goodhart check facts --json > sim/report/facts_found.json` checks them again.

A source is named as far as it was kept: who published it, when, of how many. *As told by* names where it was read, if
not there. *No public reference kept*: it was reported, and what was read of it was not written down. *No report of its
own*: nobody has reported it; it is what the account of the case comes to.
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
does not matter descends with them. {spread}
They are kept together, in `sim/experiment/posterior.json`: a figure's range says less than
they do, since one figure makes up for another. Below, for each figure, its plausible range, the default, and the tenth,
the middle and the ninetieth percentile over these settings. *Narrowed* is how much of the plausible range the middle
four fifths have lost against a uniform draw: a figure that is hardly narrowed is not identified by the facts, and one
that is narrowed a little may only not have wandered long enough. With so few settings a fifth is noise.
"""
_SPREAD = """\
So they were spread out: {rounds} times over, each drew a quarter of its figures anew from the prior and kept them where
at most {missing} of the {facts} facts were then missing in fresh worlds, which {taken} of the steps did."""
_NOT_SPREAD = """\
They have not been spread out since, so that a figure may look better known than it is."""
_KNOCKOUTS = """\
## Which mechanism is needed for what

Each mechanism is set to its neutral setting once, all else at the defaults, in the same simulated companies ({sizes}).
A fact *falls* where its mean over the companies lies in its band with every mechanism and not without this one, and the
change in the same companies is beyond its 95 % error; it *rises* where it is the other way round. Of many changes some
are beyond their error by chance. `python -m sim.experiment.knockouts` tries them again.
"""
_WATCHED = """\
{fact} says that a practice takes root: a board restricted later leaves more people padding than one restricted from
the start. It is small: {value:.4f} of all people (95 % interval {low:.4f} to {high:.4f}) where {level:.3f} of them pad,
{share:.0%} of it. Restricting the board ends padding in neither case. Taking these out changes it beyond its error:
{carriers}.
"""


def facts_page() -> str:
    """Return the page of facts, Markdown."""
    found = _checked()
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


def _checked() -> list[dict[str, Any]]:
    """Return what the last check found, with each fact's words, kind and source as they are now."""
    stated = {fact.id: fact for name in bundled() for fact in load(name).facts}
    found: list[dict[str, Any]] = json.loads(CHECKED.read_text("utf-8"))
    for row in found:
        fact = stated[row["id"]]
        row |= {"fact": fact.says, "kind": kinds.kind_of(row["case"], fact.id, fact.kind), "source": fact.source}
    return found


def _counted(found: list[dict[str, Any]]) -> str:
    def of(chosen: list[dict[str, Any]], what: str) -> str:
        return f"{sum(fact['shown'] for fact in chosen)} of {len(chosen)} {what}"

    informative = [fact for fact in found if fact["kind"] == "informative"]
    chosen, kept_back = ([fact for fact in informative if fact["role"] == role] for role in ("calibrate", "untouched"))
    return (
        f"Shown: **{of(informative, 'informative facts')}**; {of(found, 'facts in all')}; "
        + ", ".join(of([fact for fact in found if fact["role"] == role], role) for role in ("calibrate", "untouched"))
        + f". Of the informative facts the defaults were chosen by, {of(chosen, 'are shown')}; of those that were kept "
        + f"back, and so are the test, {of(kept_back, 'are')}. The aim was three in four."
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
    kept = kinds.kept()
    robust = [
        f"{fact} ({share:.0%})"
        for of_case in kept["shares"].values()
        for fact, share in of_case.items()
        if share >= kinds.ROBUST
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
    spread = _SPREAD.format(
        rounds=calibration.ROUNDS,
        missing=calibration.MISSING,
        facts=kept["facts"],
        taken=f"{kept['steps taken']:.0%}",
    )
    left_open = _POSTERIOR.format(
        accepted=kept["accepted"], nearly=calibration.NEARLY, spread=spread if kept["steps taken"] else _NOT_SPREAD
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
        *([_watched(kept)] if "watched" in kept else []),
        f"No fact leaves its band without one of these, so that bands say little of them: {'; '.join(idle) or 'none'}.",
        "Crowding out, know-how, aversion to risk and foresight are off at the defaults.\n",
    ]


def _watched(kept: dict[str, Any]) -> str:
    """Say how large the fact is that a band alone says little of, and what carries it."""
    watched, carried = kept["watched"], []
    value, low, high = watched["value"]
    for each in kept["knockouts"]:
        change, least, most = each["watched"]
        if least is not None and (least > 0 or most < 0):
            carried.append(f"{each['mechanism']} ({change:+.4f}, {least:+.4f} to {most:+.4f})")
    figures = {"fact": watched["fact"], "value": value, "low": low, "high": high, "level": watched["level"]}
    return _WATCHED.format(**figures, share=value / watched["level"], carriers="; ".join(carried) or "none")


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


def renew() -> None:
    """Try the prior, the knock-outs and the facts again, and write the page."""
    for what in ("passing", "knockouts"):
        subprocess.run([sys.executable, "-m", f"sim.experiment.{what}"], check=True)
    with TemporaryDirectory() as folder:
        check = [sys.executable, "-m", "sim", "check", "facts", "--json"]
        CHECKED.write_bytes(subprocess.run(check, check=True, cwd=folder, stdout=subprocess.PIPE).stdout)
    PAGE.write_text(facts_page(), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["renew"]:
        renew()
    else:
        sys.stdout.write(facts_page())
