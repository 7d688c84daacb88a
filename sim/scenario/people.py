"""The traits a person brings along, as distributions over people."""

import math
from typing import Self

from pydantic import model_validator

from sim.scenario.distribution import Distribution, beta, constant, lognormal, mixture, normal, support
from sim.scenario.mistakes import mistake_at
from sim.scenario.setting import Definition, setting

_ABOVE, _SHARE = (0.0, math.inf), (0.0, 1.0)
_POSITIVE = ("cost_useful", "cost_padding", "cost_unmeasured")
_SUPPORTS = dict.fromkeys(_POSITIVE, _ABOVE) | dict.fromkeys(("rework", "fear", "foresight", "ai_skill"), _SHARE)
"""What a trait can be at all; the others may be any number."""


class People(Definition):
    """Who works here: every trait is drawn once, when the person is hired."""

    skill: Distribution = setting(
        lognormal(1.0, 0.38),
        unit="baseline weeks a week",
        plausible={"lognormal.log_sd": (0.25, 0.4)},
        how="what the person gets done in a week without AI",
    )
    ai_value: Distribution = setting(
        normal(0.77, 0.64),
        unit="share of own output per share of the week",
        plausible={"normal.mean": (0.5, 1.2), "normal.sd": (0.4, 0.9)},
        how="worth of a first share of the week of useful AI use, before rework; negative where AI gets in the way",
        source="1-7 hours a week saved (Workday and Hanover 2025, n 3,200)",
    )
    skill_and_ai: float = setting(
        0.22,
        unit="correlation",
        plausible=(0.1, 0.5),
        ge=-1,
        le=1,
        how="how far able people are also those whom AI helps; 0 makes them unrelated",
    )
    rework: Distribution = setting(
        beta(0.37, 6.0),
        unit="share of time saved",
        plausible={"beta.mean": (0.3, 0.4), "beta.concentration": (3.0, 12.0)},
        how="time saved that is lost again to checking and repairing; 0 removes it",
        source="37 % (Workday and Hanover 2025)",
    )
    cost_useful: Distribution = setting(
        constant(1.0),
        unit="baseline weeks per squared share",
        plausible={"constant": (0.7, 1.7)},
        how="how fast useful use becomes tiring",
    )
    cost_padding: Distribution = setting(
        lognormal(7.9, 0.7),
        unit="baseline weeks per squared share",
        plausible={"lognormal.mean": (3.0, 12.0), "lognormal.log_sd": (0.5, 1.0)},
        how="how fast padding becomes tiring; infinite makes it impossible",
    )
    cost_unmeasured: Distribution = setting(
        constant(2.0),
        unit="baseline weeks per squared share",
        plausible={"constant": (1.0, 4.0)},
        how="how fast unmeasured work becomes tiring",
    )
    honest: float = setting(
        0.35,
        unit="share of people",
        plausible=(0.3, 0.6),
        ge=0,
        le=1,
        how="people who never pad, whatever the stakes",
        source=".3-.6 never misreport (Abeler, Nosenzo and Raymond 2019)",
    )
    scruple: Distribution = setting(
        constant(0.047),
        unit="baseline weeks a week",
        plausible={"constant": (0.02, 0.06)},
        how="discomfort of padding at all; 0 removes it",
    )
    scruple_per_unit: Distribution = setting(
        constant(0.23),
        unit="baseline weeks per share of the week",
        plausible={"constant": (0.05, 0.4)},
        how="discomfort that grows with padding",
    )
    security_scruple: Distribution = setting(
        beta(0.15, 1.0),
        unit="baseline weeks per share of the week",
        plausible={"beta.mean": (0.05, 0.3), "beta.concentration": (0.5, 4.0)},
        how="reluctance to let agents act for show under open permissions; 0 removes it",
    )
    status: Distribution = setting(
        mixture((0.89, constant(0.084)), (0.11, constant(-0.051))),
        unit="baseline weeks a week, last to first",
        plausible={
            "mixture[0].of.constant": (0.05, 0.12),
            "mixture[1].share": (0.1, 0.4),
            "mixture[1].of.constant": (-0.15, -0.02),
        },
        how="what being seen ahead of others is worth; negative for people whom comparison puts off; 0 removes it",
        source="rank feedback worth 5-7 % of pay (Blanes i Vidal and Nossol 2011), reversed for some (Barankay 2012)",
    )
    fear: Distribution = setting(
        beta(0.49, 3.0),
        unit="0..1",
        plausible={"beta.mean": (0.2, 0.6), "beta.concentration": (2.0, 6.0)},
        how="fear for the job: strengthens pressure and the belief that the number counts; 0 removes it",
    )
    foresight: Distribution = setting(
        constant(0.0),
        unit="0..1",
        plausible={"constant": (0.0, 0.5)},
        how="how far a person sees a quota coming that follows what is reached; 0: not at all",
    )
    ai_skill: Distribution = setting(
        constant(0.3),
        unit="0..1",
        plausible={"constant": (0.15, 0.45)},
        how="skill with AI on the first day; 1 is mastery, 0 halves what AI is worth",
    )

    @model_validator(mode="after")
    def _traits_stay_in_range(self) -> Self:
        for name, (least, most) in _SUPPORTS.items():
            low, high = support(getattr(self, name))
            if low < least or high > most or (name in _POSITIVE and getattr(self, name).constant == 0.0):
                hint = "; lognormal stays above 0" if least == 0.0 and most == math.inf else ""
                raise mistake_at((name,), f"it can lie outside {least:g} to {most:g}{hint}")
            if name in ("cost_useful", "cost_unmeasured") and getattr(self, name).constant == math.inf:
                raise mistake_at((name,), "it must be finite; an infinite cost is possible for padding only")
        if self.skill.constant is not None and not 0.0 <= self.skill.constant < math.inf:
            raise mistake_at(("skill",), "it must not be negative, nor infinite")
        return self
