import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from sim.charts.drawing.looks import STAND_OUT
from sim.charts.drawing.style import INK, LOOKS, PLAIN, QUIET, THEMES, Look, style, width

BESIDE_PLAIN = [PLAIN.colour, *(look.colour for look in LOOKS[:STAND_OUT])]


def luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_no_two_lines_share_a_colour_or_a_marker() -> None:
    assert len({look.colour for look in LOOKS}) == len({look.marker for look in LOOKS}) == len(LOOKS)


@pytest.mark.parametrize("colour", [INK, QUIET])
def test_text_is_dark_enough_for_anybody(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 7


# Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB.
SIGHT = {
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    "usual": np.eye(3),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lab(colours: list[str], sight: str) -> np.ndarray:
    """CIE L*a*b* of colours as somebody sees them, (colours, 3)."""
    rgb = np.array([to_rgb(colour) for colour in colours])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ np.array(SIGHT[sight]).T, 0, 1) @ TO_XYZ.T / TO_XYZ.sum(axis=1)
    f = np.where(seen > (6 / 29) ** 3, np.cbrt(seen), seen / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


def nearest(points: np.ndarray) -> float:
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    return float(apart[~np.eye(len(points), dtype=bool)].min())


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_stay_apart_for_the_colour_blind(sight: str) -> None:
    assert nearest(lab([look.colour for look in LOOKS], sight)) > 14


def test_colours_stay_apart_in_grey_print() -> None:
    lightness = lab([look.colour for look in LOOKS], "usual")[:, :1]
    assert nearest(lightness) > 7


@pytest.mark.parametrize("sight", SIGHT)
def test_what_stands_out_is_apart_from_what_is_plain(sight: str) -> None:
    assert nearest(lab(BESIDE_PLAIN, sight)) > 14


def test_what_stands_out_is_apart_from_what_is_plain_in_grey_print() -> None:
    assert nearest(lab(BESIDE_PLAIN, "usual")[:, :1]) > 7


def test_the_test_of_colours_tells_red_from_green_that_a_deuteranope_cannot() -> None:
    assert nearest(lab(["#d62728", "#2ca02c"], "usual")) > 80
    assert nearest(lab(["#a05a00", "#6d7a00"], "deuteranopia")) < 14


@pytest.mark.parametrize("look", LOOKS[1:3])
def test_gain_and_loss_stand_out_from_paper(look: Look) -> None:
    assert 1.05 / (luminance(look.colour) + 0.05) > 4.5


def test_a_slide_is_narrower_and_bolder_than_paper() -> None:
    sizes = {}
    for theme in THEMES:
        with style(theme):
            sizes[theme] = (width(), mpl.rcParams["lines.linewidth"])
    assert sizes["slide"][0] < sizes["paper"][0]
    assert sizes["slide"][1] > sizes["paper"][1]
