"""What drives it, held against functions whose indices are known."""

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.experiment import ResultsError, Study, load_study, sweep
from sim.experiment.asking.drivers import LUCK, sensitivity
from sim.experiment.asking.outcome import by_point, outcome_of, with_policies

PATHS = ("behaviour.belief.fade", "behaviour.norm.relief", "people.honest")


@pytest.fixture
def three(study_file: Any, fake: Any) -> Study:
    """A study of three parameters, each from 0 to 1."""
    varied = "".join(f"  {path}: {{low: 0, high: 1}}\n" for path in PATHS)
    study_file.write_text(
        f"title: t\nscenario: tiny.yaml\nvary:\n{varied}design: {{sobol: 4}}\nworlds: 8\n", encoding="utf-8"
    )
    return load_study(study_file)


def known(function: Callable[[Any], Any], luck: float = 0.0) -> Callable[[Study], Any]:
    """Run nothing: the board's surplus is a function of the point, and of luck with this standard deviation."""

    def run(study: Study) -> Any:
        x = np.array(study.points)
        noise = np.arange(study.case.worlds) - (study.case.worlds - 1) / 2
        noise *= luck / noise.std()
        assert list(study.case.policies) == ["no metric", "board"]
        cube = np.zeros((len(x), 2, study.case.worlds))
        cube[:, 1] = function(x)[:, None] + noise
        return SimpleNamespace(cube=lambda measure: cube)

    return run


def ishigami(unit: Any) -> Any:
    """Ishigami & Homma 1990, a = 7, b = .1."""
    x = np.pi * (2 * unit - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


VARIANCE = 7**2 / 8 + 0.1 * np.pi**4 / 5 + 0.1**2 * np.pi**8 / 18 + 0.5
FIRST = {PATHS[0]: 0.3139, PATHS[1]: 0.4424, PATHS[2]: 0.0}
TOTAL = {PATHS[0]: 0.5576, PATHS[1]: 0.4424, PATHS[2]: 0.2437}


@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_ishigamis_function_has_the_indices_that_are_known_and_luck_its_own(three: Study, noise: float) -> None:
    run = known(ishigami, luck=noise * np.sqrt(VARIANCE))
    found = sensitivity(three, samples=1024, run=run)
    share = noise**2 / (1 + noise**2)
    for kind, exact in (("first", FIRST), ("total", TOTAL)):
        rows = found.table[found.table["kind"] == kind].set_index("parameter")
        for name, value in exact.items():
            assert rows.loc[name, "index"] == pytest.approx(value * (1 - share), abs=0.03)
        assert rows.loc[LUCK, "index"] == pytest.approx(share, abs=0.03)
        assert (rows["low"] <= rows["index"] + 1e-12).all()
        assert (rows["high"] >= rows["index"] - 1e-12).all()
    assert found.table["parameter"].iloc[0] == PATHS[0]
    assert "behaviour.belief.fade" in found.sentence


def test_intervals_hold_what_is_known_and_narrow_with_samples(three: Study) -> None:
    widths = []
    for samples in (64, 512):
        table = sensitivity(three, samples=samples, run=known(ishigami)).table
        rows = table[table["kind"] == "total"].set_index("parameter")
        inside = [rows.loc[name, "low"] <= value <= rows.loc[name, "high"] for name, value in TOTAL.items()]
        assert sum(inside) >= 2
        widths.append((rows["high"] - rows["low"]).loc[PATHS[0]])
    assert widths[1] < 0.6 * widths[0]


def test_companies_of_a_point_do_not_make_the_intervals_narrow(three: Study) -> None:
    few, many = (sensitivity(three.with_worlds(worlds), samples=64, run=known(ishigami)).table for worlds in (2, 16))
    assert few["high"].to_numpy() == pytest.approx(many["high"].to_numpy(), abs=1e-9)


def test_morris_finds_the_slopes_of_a_plane_and_sees_luck_for_what_it_is(three: Study) -> None:
    run = known(lambda x: 3.0 * x[:, 0] - 2.0 * x[:, 1], luck=0.01)
    found = sensitivity(three, method="morris", samples=8, run=run)
    table = found.table.pivot(index="parameter", columns="kind", values="index")
    assert table["effect"].loc[list(PATHS)].to_numpy() == pytest.approx([3, 2, 0], abs=1e-9)
    assert table["signed effect"].loc[list(PATHS)].to_numpy() == pytest.approx([3, -2, 0], abs=1e-9)
    assert table["unevenness"].loc[list(PATHS)].to_numpy() == pytest.approx(0, abs=1e-9)
    assert 0 < table["effect"].loc[LUCK] < 0.05
    assert list(found.table["parameter"].unique()) == [PATHS[0], PATHS[1], LUCK, PATHS[2]]
    assert "through its whole range" in found.sentence


def test_intervals_of_morris_are_about_its_places(three: Study) -> None:
    table = sensitivity(three, method="morris", samples=40, run=known(ishigami)).table
    rows = table[table["kind"] == "effect"].set_index("parameter")
    assert (rows["low"].loc[list(PATHS)] < rows["index"].loc[list(PATHS)]).all()
    assert rows["low"].loc[PATHS[1]] < 4.654 < rows["high"].loc[PATHS[1]], "by integration"


def test_what_moves_nothing_is_said(three: Study) -> None:
    found = sensitivity(three, samples=8, run=known(lambda x: 0 * x[:, 0]))
    assert found.sentence.startswith("Nothing that is varied moves surplus under “board” less")
    assert (found.table["index"] == 0).all()


def test_the_same_through_a_sweep(study_file: Any, three: Study, tmp_path: Any) -> None:
    """Points are made, swept and read back in their order: only fade moves the fake company, and not its luck."""
    few = three.with_worlds(2)
    outcome = outcome_of(few, "real value", "board", "no metric")._replace(against=None)
    found = sensitivity(few, method="morris", samples=4, outcome=outcome, run=partial(sweep, out=tmp_path / "out"))
    table = found.table.pivot(index="parameter", columns="kind", values="index")
    assert table["signed effect"].loc[list(PATHS)].to_numpy() == pytest.approx([0.1, 0, 0], abs=1e-9)
    assert table["effect"].loc[LUCK] > 0


def test_an_outcome_is_given_at_each_point_company_by_company(study: Study, tmp_path: Any) -> None:
    swept = sweep(study, out=tmp_path / "out")
    outcome = outcome_of(study, "real value", "board")
    table = by_point(swept, outcome)
    assert list(table) == ["point", "behaviour.belief.fade", "who", "mean", "low", "high"]
    frame = swept.frame(["real value"]).pivot(index=["point", "world"], columns="policy", values="real value")
    gain = (frame["board"] - frame["no metric"]).groupby("point").mean()
    assert table["mean"].to_numpy() == pytest.approx(gain.to_numpy())
    assert table["low"].to_numpy() == pytest.approx(gain.to_numpy())  # the same luck: the difference never varies
    assert outcome.turned().of(study, swept) == pytest.approx(-outcome.of(study, swept))


def test_points_without_a_value_are_left_out_and_counted(three: Study) -> None:
    def run(study: Study) -> Any:
        cube = known(ishigami)(study).cube("")
        cube[3, 1, 0] = np.nan
        return SimpleNamespace(cube=lambda measure: cube)

    found = sensitivity(three, samples=64, run=run)
    assert (found.samples, found.left_out, found.as_json()["left_out"]) == (63, 1, 1)
    assert "1 of 64 samples are left out: no value there." in found.sentence
    with pytest.raises(ResultsError, match="without a value"):
        sensitivity(three, samples=64, run=lambda study: SimpleNamespace(cube=lambda m: np.full((320, 2, 8), np.nan)))


def test_a_share_below_nothing_is_nothing_in_the_sentence_and_itself_in_the_table(three: Study) -> None:
    found = sensitivity(three, samples=4, run=known(lambda x: 10.0 + x[:, 0] + 0.01 * x[:, 1], luck=0.2))
    assert found.table["low"].min() < 0
    assert "-" not in found.sentence
    assert "to 1" not in found.sentence.replace("to 100)", "")


@pytest.mark.parametrize(("samples", "companies", "few"), [(64, 8, False), (32, 8, True), (64, 4, True)])
def test_small_sizes_are_said(three: Study, samples: int, companies: int, few: bool) -> None:
    found = sensitivity(three.with_worlds(companies), samples=samples, run=known(ishigami, luck=1.0))
    said = f"This is from {samples} samples and {companies} companies; below 64 and 8, intervals may be too narrow"
    assert (said in found.sentence) == few


def test_a_study_that_varies_levers_of_another_policy_can_be_asked(study: Study, tmp_path: Any) -> None:
    outcome = outcome_of(study, "real value", "outcomes")
    found = sensitivity(study, method="morris", samples=4, outcome=outcome, run=partial(sweep, out=tmp_path / "out"))
    table = found.table[found.table["kind"] == "effect"].set_index("parameter")
    assert table["index"].loc["who"] == 0
    kept = with_policies(study, "outcomes")
    assert list(kept.case.policies) == ["outcomes", "board"]
    assert kept.case.baseline == "outcomes"


def test_what_cannot_be_asked_is_refused(three: Study, study: Study) -> None:
    with pytest.raises(ResultsError, match="a power of two"):
        sensitivity(three, samples=48)
    with pytest.raises(ResultsError, match="at least 2 companies"):
        sensitivity(three.with_worlds(1))
    with pytest.raises(ResultsError, match="did you mean 'board'"):
        outcome_of(study, policy="bord")
    with pytest.raises(ResultsError, match="no measure called 'surplsu' in this study; did you mean 'surplus'"):
        outcome_of(study, "surplsu")
