"""The ledger and the account of money, as waterfalls."""

from pathlib import Path

import numpy as np
import pytest

from sim.charts import ChartError
from sim.charts.drawing.style import GAIN, LOSS
from sim.experiment import Results, ledger
from tests.charts import made
from tests.charts.contract import ChartContract, written


def bars(results: Results, contract: ChartContract) -> list[tuple[float, float, str]]:
    """Where each bar begins and ends, and its colour."""
    from matplotlib.colors import to_hex

    patches = contract.chart.figure(results).axes[0].patches
    return [(bar.get_x(), bar.get_x() + bar.get_width(), to_hex(bar.get_facecolor())) for bar in patches]


class TestLedger(ChartContract):
    name = "ledger"

    def test_each_line_begins_where_the_one_above_ends(self, usual: Results) -> None:
        lines = ledger(usual, "as it happened")
        drawn = bars(usual, self)
        assert len(drawn) == len(lines)
        for (_, end, _), (begin, _, _), line in zip(drawn, drawn[1:], lines[1:], strict=False):
            total = line.name in ("real gain", "policy's effect")
            assert begin == pytest.approx(0.0 if total else end, abs=1e-12)

    def test_the_lines_come_to_the_effect_of_the_policy(self, tmp_path: Path) -> None:
        real = made.real(tmp_path, weeks=20)
        drawn = bars(real, self)
        steps = sum(end - begin for begin, end, _ in drawn[1:-3])
        (_, claim, _), (_, gain, _), (_, effect, _) = drawn[0], drawn[-3], drawn[-1]
        assert claim + steps == pytest.approx(gain)
        weeks = real.since_first_change
        difference = real.compare("as it happened", measures=["real value"], weeks=weeks)["mean"][0]
        before = [real.per_world(name, "real value", (2, 2)).mean() for name in ("as it happened", made.BASELINE)]
        assert effect == pytest.approx(100 * (difference - (before[0] - before[1])))

    def test_what_adds_is_blue_and_what_takes_is_red(self, usual: Results) -> None:
        for begin, end, colour in bars(usual, self)[1:-3]:
            assert colour == (GAIN if end > begin else LOSS).lower()

    def test_a_policy_that_launches_nothing_has_no_ledger(self, usual: Results) -> None:
        with pytest.raises(ChartError, match="launches no metric"):
            self.chart.figure(usual, policy=made.BASELINE)


class TestMoney(ChartContract):
    name = "money"

    def test_lines_that_do_not_move_are_left_out(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        said = " ".join(written(self.chart.figure(made.real(tmp_path, weeks=20)), monkeypatch)).replace("\n", " ")
        assert "AI used for padding" in said
        assert "Checking people" not in said

    def test_bars_are_paired_differences(self, usual: Results) -> None:
        names = [name for name in usual.measures if name.startswith("money: ")]
        table = usual.compare("as it happened", measures=names, weeks=usual.since_first_change)
        *company, part, effort, padding, risk, left = (end - begin for begin, end, _ in bars(usual, self))
        assert sorted([*company, effort, padding, risk, left]) == pytest.approx(sorted(table["mean"]))
        assert part == pytest.approx(sum(company))

    def test_the_companys_part_and_what_people_bear_come_to_what_is_left(self, tmp_path: Path) -> None:
        *_, part, effort, padding, left = (end - begin for begin, end, _ in bars(made.real(tmp_path, weeks=20), self))
        assert part + effort + padding == pytest.approx(left)

    def test_the_baseline_cannot_be_compared_with_itself(self, usual: Results) -> None:
        with pytest.raises(ChartError, match="'no metric' is the baseline"):
            self.chart.figure(usual, policy=made.BASELINE)

    def test_one_company_has_no_interval(self, tmp_path: Path) -> None:
        words = self.chart.words(made.results(tmp_path, worlds=1))
        assert "no interval: one company" in words
        assert np.isfinite(float(words.rsplit("$", 1)[1].split(" ")[0].replace(",", "")))


del ChartContract
