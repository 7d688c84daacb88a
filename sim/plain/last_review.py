"""What the last review came to, beside what was true."""

import math

from sim.plain.arithmetic import correlation, mean, places

FIRST_TENTH = 0.9
"""Place from which a person is among the first tenth."""
NONE_YET = dict.fromkeys(("false promotions", "promotion regret", "review accuracy"), math.nan)


def outcome(ratings: list[float], values: list[float]) -> dict[str, float]:
    """Return the measures of a review, by name, from ratings and mean value since the review before."""
    by_rating, by_value = places(ratings), places(values)
    rated = [place >= FIRST_TENTH for place in by_rating]
    others = [top for top, place in zip(rated, by_value, strict=True) if place < FIRST_TENTH]
    best = [value for value, place in zip(values, by_value, strict=True) if place >= FIRST_TENTH]
    chosen = [value for value, top in zip(values, rated, strict=True) if top]
    return {
        "false promotions": mean(others) if others else math.nan,
        "promotion regret": mean(best) - mean(chosen) if best and chosen else math.nan,
        "review accuracy": correlation(by_rating, by_value),
    }
