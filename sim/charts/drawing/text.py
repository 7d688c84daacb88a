"""Measuring and breaking text, before there is a figure to put it on."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

FAMILY = "DejaVu Sans"
POINTS = 72.0
LEADING = 1.25


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of a line of text in points."""
    font = FontProperties(family=FAMILY, size=size, weight=weight)
    with boxes_for_what_is_missing():
        width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


@contextmanager
def boxes_for_what_is_missing() -> Iterator[None]:
    """Take a box for a letter without a glyph, and say nothing of it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ \(.*\) missing from font", UserWarning)
        yield


@lru_cache(maxsize=1024)
def wrap(text: str, width: float, size: float, weight: str = "normal") -> tuple[str, ...]:
    """Break text at its spaces into lines no wider than `width` points; a word that is too long is broken too."""
    lines = [""]
    for word in re.findall(r"[^ \t\n]+", text):
        longer = f"{lines[-1]} {word}".strip(" ")
        if text_width(longer, size, weight) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if lines[-1] and text_width(lines[-1] + letter, size, weight) > width:
                lines.append("")
            lines[-1] += letter
    return tuple(lines)


def height_of(lines: int, size: float) -> float:
    """Return the height of some lines of text in points."""
    return lines * size * LEADING
