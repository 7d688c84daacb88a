"""Numbers in words: shares as per cent, money with its sign, an interval with as many digits as it can carry."""

import math
from typing import Literal

Form = Literal["share", "number", "money"]

UNDEFINED = "not defined"
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
    places = _decimals(_scale(form) * value, form=form) if decimals is None else decimals
    return _digits(value, form, places, signed) + _unit(form, signed)


def estimate(mean: float, low: float, high: float, form: Form = "number", *, signed: bool = False) -> tuple[str, str]:
    """Write a mean and its interval with the same digits: ``("25.0 %", "22.7 to 27.3")``; no interval is ``""``."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return number(mean, form, signed=signed), ""
    places = _decimals(_scale(form) * mean, _scale(form) * (high - low) / 2, form=form)
    ends = [_digits(end, form, places, signed) for end in (low, high)]
    return number(mean, form, decimals=places, signed=signed), " to ".join(ends)


def sentence(mean: float, low: float, high: float, form: Form = "number", *, signed: bool = False) -> str:
    """Write a mean with its interval for running text."""
    middle, interval = estimate(mean, low, high, form, signed=signed)
    if middle == UNDEFINED:
        return UNDEFINED
    return f"{middle} ({MOST} interval {interval})" if interval else f"{middle} (no interval: one company)"


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


def _decimals(value: float, half_width: float = 0.0, *, form: Form) -> int:
    """Digits that show the value to about four figures, and at least one figure of its uncertainty."""
    if form == "money":
        return 0 if abs(value) >= 100 and not 0 < half_width < 1 else 2
    size = math.floor(math.log10(abs(value))) if value else 0
    usual = 1 if form == "share" else min(max(3 - size, 0), 3)
    small = 1 - size if size < -2 else 0
    uncertain = -math.floor(math.log10(half_width)) if half_width > 0 else 0
    return min(max(usual, small, uncertain), 6)
