import pytest
from matplotlib.colors import to_rgb

from sim.charts.style import INK, LOOKS, QUIET, looks


def luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_no_two_lines_share_a_colour_or_a_marker() -> None:
    assert len({look.colour for look in LOOKS}) == len({look.marker for look in LOOKS}) == len(LOOKS)


@pytest.mark.parametrize("colour", [INK, QUIET])
def test_text_is_dark_enough_for_anybody(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 7


def test_the_baseline_always_has_the_first_look() -> None:
    assert looks(["a", "baseline", "b"], "baseline") == {"baseline": LOOKS[0], "a": LOOKS[1], "b": LOOKS[2]}
    assert looks(["a"], "baseline")["a"] == LOOKS[1]


def test_more_policies_than_looks_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        looks([str(i) for i in range(9)], "0")
