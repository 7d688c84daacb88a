"""The traits a person brings along, as distributions over people."""

from sim.scenario.distribution import Distribution, beta, constant, lognormal, mixture, normal
from sim.scenario.setting import Definition, setting


class People(Definition):
    """Who works here: every trait is drawn once, when the person is hired."""

    skill: Distribution = setting(
        lognormal(1.0, 0.38), unit="baseline weeks a week", how="what the person gets done in a week without AI"
    )
    ai_value: Distribution = setting(
        normal(0.77, 0.64),
        unit="share of own output per share of the week",
        how="worth of a first share of the week of useful AI use, before rework; negative where AI gets in the way",
        source="1-7 hours a week saved (Workday and Hanover 2025, n 3,200)",
    )
    skill_and_ai: float = setting(
        0.22,
        unit="correlation",
        ge=-1,
        le=1,
        how="how far able people are also those whom AI helps; 0 makes them unrelated",
    )
    rework: Distribution = setting(
        beta(0.37, 6.0),
        unit="share of time saved",
        how="time saved that is lost again to checking and repairing; 0 removes it",
        source="37 % (Workday and Hanover 2025)",
    )
    cost_useful: Distribution = setting(
        constant(1.0), unit="baseline weeks per squared share", how="how fast useful use becomes tiring"
    )
    cost_padding: Distribution = setting(
        lognormal(7.9, 0.7),
        unit="baseline weeks per squared share",
        how="how fast padding becomes tiring; infinite makes it impossible",
    )
    cost_unmeasured: Distribution = setting(
        constant(2.0),
        unit="baseline weeks per squared share",
        how="how fast unmeasured work becomes tiring",
    )
    honest: float = setting(
        0.35,
        unit="share of people",
        ge=0,
        le=1,
        how="people who never pad, whatever the stakes",
        source=".3-.6 never misreport (Abeler, Nosenzo and Raymond 2019)",
    )
    scruple: Distribution = setting(
        constant(0.047), unit="baseline weeks a week", how="discomfort of padding at all; 0 removes it"
    )
    scruple_per_unit: Distribution = setting(
        constant(0.23), unit="baseline weeks per share of the week", how="discomfort that grows with padding"
    )
    security_scruple: Distribution = setting(
        beta(0.15, 1.0),
        unit="baseline weeks per share of the week",
        how="reluctance to let agents act for show under open permissions; 0 removes it",
    )
    status: Distribution = setting(
        mixture((0.89, constant(0.084)), (0.11, constant(-0.051))),
        unit="baseline weeks a week, last to first",
        how="what being seen ahead of others is worth; negative for people whom comparison puts off; 0 removes it",
        source="rank feedback worth 5-7 % of pay (Blanes i Vidal and Nossol 2011), reversed for some (Barankay 2012)",
    )
    fear: Distribution = setting(
        beta(0.49, 3.0),
        unit="0..1",
        how="fear for the job: strengthens pressure and the belief that the number counts; 0 removes it",
    )
    ai_skill: Distribution = setting(
        constant(0.3), unit="0..1", how="skill with AI on the first day; 1 is mastery, 0 halves what AI is worth"
    )
