"""Reviews: how far the metric counts, in deed and in word. Amazon informally, Meta formally, Microsoft's memo."""

from typing import Literal

from sim.scenario.setting import Definition, setting

Stated = Literal["not used", "used", "silent"]


class Review(Definition):
    """How far the metric counts in reviews, in deed and in word."""

    actual: float = setting(
        0.0,
        unit="share of the rating",
        ge=0,
        le=1,
        how="weight a middling manager gives the metric, others up to twice as much; 0: none",
    )
    stated: Stated = setting("silent", unit="choice", how="the official word: not used, used or silent")
    clarity: float = setting(0.6, unit="0..1", ge=0, le=1, how="how clearly the word is given; 0: nobody hears it")
    shown: bool = setting(
        False, unit="yes or no", how="whether what managers really do is shown to all, so that belief is the truth"
    )
    score: Literal["percentile", "quota", "target"] = setting(
        "percentile",
        unit="choice",
        how="what is scored: place among all, share of the target's level reached, or whether it was met",
    )
