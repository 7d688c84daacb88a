"""How people choose their efforts, and what efforts bring about: one set of defaults for every case."""

from typing import Literal, Self

from pydantic import model_validator

from sim.scenario.mistakes import mistake_at
from sim.scenario.setting import Definition, Many, setting


class Choice(Definition):
    """How people choose their efforts."""

    redo: float = setting(
        0.1, unit="per week", plausible=(0.05, 0.4), ge=0, le=1, how="chance of reconsidering; 1: every week"
    )
    omega: float = setting(
        1.0,
        unit="share",
        plausible=(0.7, 1.0),
        ge=0,
        how="how far a person's own reward follows true value; 0: only pay and standing move them",
    )
    career: float = setting(
        0.47,
        unit="baseline weeks a week",
        plausible=(0.1, 0.6),
        ge=0,
        how="worth of the best against the worst score, if it counts; 0 removes it",
    )
    job: float = setting(
        0.14,
        unit="baseline weeks a week",
        plausible=(0.05, 0.3),
        ge=0,
        how="worth to the most fearful of meeting a pushed target; 0 removes it",
    )
    job_prior: float = setting(
        0.2,
        unit="probability",
        plausible=(0.05, 0.4),
        ge=0,
        le=1,
        how="part of the pressure of a target that needs no belief in reviews",
    )
    rule: Literal["menu", "continuous"] = setting(
        "menu", unit="choice", how="menu: the best of a few entries; continuous: the best response, executed with error"
    )
    options: Many[Literal["private", "honest", "best", "target", "steps"]] = setting(
        ("private", "honest", "best", "target", "steps"), unit="list", how="entries of the menu"
    )
    steps: Many[float] = setting(
        (0.01, 0.03, 0.1), unit="share of the week", how="amounts of padding that people try out in thought"
    )
    precision: float = setting(
        float("inf"), unit="per baseline week", gt=0, infinite=True, how="sharpness of choice; infinite: no error"
    )
    least_useful: float = setting(0.0, unit="share of the week", le=0, infinite=True, how="bound on useful use")
    least_padding: float = setting(0.0, unit="share of the week", le=0, infinite=True, how="bound on padding")
    least_unmeasured: float = setting(
        0.0, unit="share of the week", le=0, infinite=True, how="bound on unmeasured work"
    )
    risk_aversion: float = setting(
        0.0,
        unit="per baseline week",
        plausible=(0.0, 1.0),
        ge=0,
        how="dislike of risk in pay; 0 removes it",
        source="Holmstrom and Milgrom 1991",
    )
    discount: float = setting(
        0.002, unit="per week", plausible=(0.001, 0.004), gt=0, how="rate at which people with foresight discount"
    )
    job_loss: float = setting(30.0, unit="baseline weeks", ge=0, how="what losing the job costs the person")
    most_useful: float = setting(1.0, unit="share of the week", gt=0, infinite=True, how="bound on useful use")
    most_padding: float = setting(1.0, unit="share of the week", gt=0, infinite=True, how="bound on padding")
    most_unmeasured: float = setting(1.0, unit="share of the week", gt=0, infinite=True, how="bound on unmeasured work")

    @model_validator(mode="after")
    def _something_is_on_the_menu(self) -> Self:
        if not self.options or (set(self.options) == {"steps"} and not self.steps):
            raise mistake_at(("options",), "the menu is empty; name at least one of its entries")
        for index, step in enumerate(self.steps):
            if step <= 0.0:
                raise mistake_at(("steps", index), f"found {step:g}; expected a share of the week above 0 to pad")
        return self


class Work(Definition):
    """What efforts bring about."""

    diminishing: float = setting(
        0.83,
        unit="per share of the week",
        plausible=(0.5, 1.5),
        ge=0,
        how="how fast the worth of more AI use falls; 0: never",
    )
    unmeasured: float = setting(
        0.31, unit="share of own output per share of the week", plausible=(0.1, 0.6), how="worth of unmeasured work"
    )
    strategy: float = setting(
        0.1,
        unit="share",
        plausible=(0.0, 0.2),
        ge=0,
        how="how much more AI is worth where its purpose is quite clear; 0 removes it",
        source="92 % report gains where strategy is clear: not causal, so taken as small",
    )
    padding_time: float = setting(
        0.14,
        unit="share of own output per share of the week",
        plausible=(0.05, 0.3),
        ge=0,
        how="work left undone while padding; 0: none",
    )
    review_burden: float = setting(
        0.1,
        unit="baseline weeks per share of the week",
        plausible=(0.0, 0.15),
        ge=0,
        le=1,
        how="rework that falls on the team; 0: none",
    )
    substitution: float = setting(
        0.02,
        unit="correlation",
        plausible=(0.0, 0.3),
        ge=0,
        lt=0.7,
        how="how far measured effort crowds out unmeasured work; 0: not at all",
        source="Holmstrom and Milgrom 1991",
    )


class Habit(Definition):
    """Scripts that were set up run on nearly free."""

    up: float = setting(
        0.031, unit="per week", plausible=(0.02, 0.1), ge=0, le=1, how="how fast padding becomes a habit; 0 removes it"
    )
    down: float = setting(0.041, unit="per week", plausible=(0.027, 0.16), ge=0, le=1, how="how fast the habit is lost")
    relief: float = setting(
        0.68,
        unit="share",
        plausible=(0.2, 0.9),
        ge=0,
        lt=1,
        how="cost of padding that a full habit saves; 0 removes it",
    )


class Learning(Definition):
    """Skill with AI grows with useful use."""

    rate: float = setting(
        0.019, unit="per week of full use", plausible=(0.005, 0.05), ge=0, le=1, how="growth of AI skill; 0 removes it"
    )
