"""Numbers in words: shares as per cent, money with its sign, an interval with as many digits as it can carry."""

import math
from typing import Literal

Form = Literal["share", "number", "money"]

UNDEFINED = "not defined"
_USUAL = {"share": 1, "number": 3}
_MOST_PLACES = 6
_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
MOST = f"95{_SPACE}%"


def number(value: float, form: Form = "number", *, decimals: int | None = None, signed: bool = False) -> str:
    """Write one number.

    Parameters
    ----------
    value
        The number; a share as 0..1.
    form
        What it is: a share is written in per cent, or in percentage points where it is `signed`.
    decimals
        Digits after the point; by default as many as suit the size.
    signed
        Whether it is a difference, with its sign.
    """
    if not math.isfinite(value):
        return UNDEFINED
    places = _by_size(_scale(form) * value, form) if decimals is None else decimals
    return _digits(value, form, places, signed) + _unit(form, signed)


def estimate(mean: float, low: float, high: float, form: Form = "number", *, signed: bool = False) -> tuple[str, str]:
    """Write a mean and its interval with the same digits: ``("25.0 %", "22.7 to 27.3")``; no interval is ``""``.

    There are as many digits as the interval can carry (Particle Data Group, Review of Particle Physics, Introduction).
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        return number(mean, form, signed=signed), ""
    ends = _scale(form) * low, _scale(form) * high
    places = _by_uncertainty(*ends, form) if high > low else _by_size(_scale(form) * mean, form)
    written = [_digits(end, form, places, signed) for end in (low, high)]
    return number(mean, form, decimals=places, signed=signed), " to ".join(written)


def with_interval(mean: float, low: float, high: float, form: Form = "number", *, signed: bool = False) -> str:
    """Write a mean for running text, with its interval where it has one."""
    middle, interval = estimate(mean, low, high, form, signed=signed)
    return f"{middle} ({MOST} interval {interval})" if interval else middle


def sentence(mean: float, low: float, high: float, form: Form = "number", *, signed: bool = False) -> str:
    """Write a mean over companies with its interval, or that one company has none."""
    written = with_interval(mean, low, high, form, signed=signed)
    return written if math.isfinite(low) or written == UNDEFINED else f"{written} (no interval: one company)"


def _scale(form: Form) -> int:
    return 100 if form == "share" else 1


def _unit(form: Form, signed: bool) -> str:
    if form != "share":
        return ""
    return f"{_SPACE}points" if signed else f"{_SPACE}%"


def _digits(value: float, form: Form, decimals: int, signed: bool) -> str:
    digits = f"{abs(_scale(form) * value):,.{decimals}f}"
    nought = not digits.strip("0.,")
    sign = "" if nought else MINUS if value < 0 else "+" if signed else ""
    return f"{sign}{'$' if form == 'money' else ''}{digits}"


def _by_size(value: float, form: Form) -> int:
    """Return how many digits show the value to about four figures."""
    if form == "money":
        return 0 if abs(value) >= 100 else 2
    size = math.floor(math.log10(abs(value))) if value else 0
    usual = 1 if form == "share" else min(max(3 - size, 0), 3)
    return min(max(usual, 1 - size if size < -2 else 0), _MOST_PLACES)


def _by_uncertainty(low: float, high: float, form: Form) -> int:
    """Return how many digits show half an interval to two figures where it begins with 1 to 3, else to one.

    They are no more than are usual, or than show its larger end to two figures, unless both ends would look the same.
    """
    half = (high - low) / 2
    size, largest = (math.floor(math.log10(value)) for value in (half, max(abs(low), abs(high))))
    if form == "money":
        places = 0 if half >= 1 else 2
    else:
        figures = 2 if half < 3.55 * 10.0**size else 1
        places = max(min(figures - 1 - size, max(_USUAL[form], 1 - largest)), 0)
    while places < _MOST_PLACES and f"{low:.{places}f}" == f"{high:.{places}f}":
        places += 1
    return min(places, _MOST_PLACES)
