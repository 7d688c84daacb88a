"""A few pictures against kept ones, pixel by pixel; `python -m tests.charts.test_pictures` renews them."""

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from PIL import Image

from sim.charts import chart_named, drawn
from sim.experiment import Results
from tests.charts import made

KEPT = Path(__file__).parent / "pictures"
NAMES = ("claimed-and-real-value", "ledger", "policies")
SMALL = 50
"""Dots an inch: too few for the edge of a letter to matter."""
ALIKE = 1.0
"""Mean difference of lightness, of 255, up to which two pictures are alike: letters drawn by another version differ."""


def picture(results: Results, name: str, **options: str) -> np.ndarray:
    data = drawn(chart_named(name).figure(results, **options), ".png", dpi=SMALL)
    with Image.open(BytesIO(data)) as image:
        return np.asarray(image.convert("L"), dtype=np.float64)


def kept(name: str) -> np.ndarray:
    with Image.open(KEPT / f"{name}.png") as image:
        return np.asarray(image, dtype=np.float64)


def apart(one: np.ndarray, other: np.ndarray) -> float:
    if np.abs(np.subtract(one.shape, other.shape)).max() > 2:
        return 255.0
    high, wide = np.minimum(one.shape, other.shape)
    return float(np.abs(one[:high, :wide] - other[:high, :wide]).mean())


@pytest.mark.parametrize("name", NAMES)
def test_it_looks_as_it_did(name: str, results: Results) -> None:
    assert apart(picture(results, name), kept(name)) < ALIKE


def test_another_policy_does_not_look_the_same(results: Results) -> None:
    assert apart(picture(results, "ledger", policy="outcome metric"), kept("ledger")) > ALIKE


def renew() -> None:
    KEPT.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        results = made.results(Path(folder))
        for name in NAMES:
            image = Image.fromarray(picture(results, name).astype(np.uint8))
            image.quantize(16).convert("L").save(KEPT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    sys.exit(renew())
