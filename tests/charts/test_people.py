"""Charts of the people of one simulated company."""

from pathlib import Path

import numpy as np
import pytest

from sim.charts import ChartError
from sim.charts.drawing.style import LOSS
from sim.charts.one_persons_year import _done
from sim.experiment import Results, people
from tests.charts import made
from tests.charts.contract import PeopleContract, written

POLICY = made.POLICIES[1]


@pytest.fixture(scope="module")
def costly(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A company in which use of AI often leads to incidents, which cost a lot."""
    harm = {"useful": 0.2, "cost": 2.0}
    return made.real(tmp_path_factory.mktemp("costly"), made.POLICIES[:2], worlds=1, weeks=20, incidents=harm)


class TestOnePersonsYear(PeopleContract):
    name = "one-persons-year"

    def test_lines_are_the_persons_own(self, usual: Results) -> None:
        figure = self.chart.figure(usual, seat=7)
        rows = people(usual, POLICY, 0, (1, 40), ("useful", "padding")).query("seat == 7")
        useful, padding = figure.axes[0].lines[:2]
        assert list(useful.get_ydata()) == pytest.approx(list(rows["useful"]))
        assert list(padding.get_ydata()) == pytest.approx(list(rows["padding"]))

    def test_unless_a_seat_is_named_it_is_somebody_who_pads(self, usual: Results) -> None:
        assert "pads in" in self.chart.words(usual)

    def test_each_unit_has_an_axis_of_its_own(self, usual: Results) -> None:
        units = [" ".join(axes.get_ylabel().split()) for axes in self.chart.figure(usual).axes]
        assert units == [
            "share of the week", "useful-week equivalents", "baseline weeks", "probability", "part of a rating",
        ]  # fmt: skip

    def test_weeks_in_which_less_than_nothing_gets_done_have_a_ring(self, costly: Results) -> None:
        rows = people(costly, POLICY, 0, None, ("value",)).query("value < 0")
        seat = int(rows["seat"].iloc[0])
        mine = rows[rows["seat"] == seat]
        (ring,) = (line for line in self.chart.figure(costly, seat=seat).axes[2].lines if line.get_marker() == "o")
        assert list(ring.get_xdata()) == list(mine["week"])
        assert list(ring.get_ydata()) == pytest.approx(list(mine["value"]))

    @pytest.mark.parametrize(("many", "cause"), [(1, "an incident"), (2, "2 incidents")])
    def test_why_least_got_done_is_said(
        self, many: int, cause: str, costly: Results, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rows = people(costly, POLICY, 0, None, ("value", "incidents"))
        least = rows.loc[rows.groupby("seat")["value"].idxmin()].query("incidents == @many").iloc[0]
        why = f"week {least['week']:.0f}: {cause} cost more than got done."
        seat = int(least["seat"])
        assert why in " ".join(written(self.chart.figure(costly, seat=seat), monkeypatch)).replace("\n", " ")
        assert why in self.chart.words(costly, seat=seat)

    def test_without_an_incident_it_is_rework(self) -> None:
        panel = _done(np.array([0.9, -0.2, -0.1]), np.array([1.0, 0.0, 0.0]), first=5)
        assert list(panel.rings) == [1, 2]
        assert panel.note == "Rings: 2 weeks below nothing; least, week 6: rework took more than got done."

    def test_weeks_in_which_something_gets_done_have_no_mark(self, usual: Results) -> None:
        assert people(usual, POLICY, 0, None, ("value",)).query("seat == 7")["value"].min() > 0
        assert not any(line.get_marker() == "o" for line in self.chart.figure(usual, seat=7).axes[2].lines)
        assert "Ring" not in self.chart.words(usual, seat=7)

    def test_a_seat_or_world_that_is_not_there_is_refused(self, usual: Results) -> None:
        with pytest.raises(ChartError, match="there is no seat 40; there are 0 to 39"):
            self.chart.figure(usual, seat=40)
        with pytest.raises(ChartError, match="there is no world 2; there are 0 to 1"):
            self.chart.figure(usual, world=2)


class TestWhoGains(PeopleContract):
    name = "who-gains-and-who-loses"
    certainty = "95 %"

    def dots(self, results: Results, panel: int, **options: str) -> list[float]:
        """What is drawn for each group, from the top."""
        axes = self.chart.figure(results, **options).axes[panel]
        return [float(np.atleast_1d(line.get_xdata())[0]) for line in axes.lines if line.get_marker() == "o"]

    def test_places_on_the_board_that_some_gain_those_who_never_pad_lose(self, usual: Results) -> None:
        rows = people(usual, POLICY, 0, (40, 40), ("honest",))
        honest, others = self.dots(usual, 1)[:2]
        assert honest < 0 < others
        share = rows["honest"].mean()
        assert share * honest + (1 - share) * others == pytest.approx(0.0, abs=0.02)

    def test_a_policy_that_changes_nothing_changes_nothing_for_anybody(self, tmp_path: Path) -> None:
        made_up = made.results(tmp_path / "made", ["none", "nothing"], baseline="none", changes=(), worlds=2, weeks=30)
        same = made.run(made_up.case, out=tmp_path / "real")
        for panel in range(3):
            assert self.dots(same, panel, policy="nothing") == [0.0] * 8

    def test_before_the_first_review_places_in_reviews_are_not_defined(self, tmp_path: Path) -> None:
        assert "place in reviews not defined" in self.chart.words(made.real(tmp_path, weeks=5))

    def test_the_baseline_cannot_be_compared_with_itself(self, usual: Results) -> None:
        with pytest.raises(ChartError, match="'no metric' is the baseline"):
            self.chart.figure(usual, policy=made.BASELINE)


class TestAtTheTarget(PeopleContract):
    name = "at-the-target"

    def test_bars_are_shares_of_people(self, usual: Results) -> None:
        bars = self.chart.figure(usual).axes[0].patches
        rows = people(usual, POLICY, 0, (15, 40), ("metric", "target")).query("target > 0")
        times = np.log(np.maximum(rows["metric"] / rows["target"], 1e-9))
        inside = (times >= -1.5 - 0.01) & (times < 1.6 - 0.01)
        assert sum(bar.get_height() for bar in bars) == pytest.approx(inside.mean(), abs=0.005)
        assert len([bar for bar in bars if bar.get_facecolor()[:3] == pytest.approx(_rgb(LOSS))]) == 2

    def test_people_aim_above_the_target(self, usual: Results) -> None:
        times = float(self.chart.words(usual).split("most common aim is ")[1].split(" ")[0])
        assert times > 1.1

    def test_a_policy_without_a_target_is_said_to_have_none(self, usual: Results) -> None:
        with pytest.raises(ChartError, match="“no metric” has no target"):
            self.chart.figure(usual, policy=made.BASELINE)


class TestLeaderboardRanks(PeopleContract):
    name = "leaderboard-ranks"

    def test_the_first_end_first(self, usual: Results) -> None:
        lines = [line for line in self.chart.figure(usual).axes[0].lines if len(line.get_xdata()) == 3]
        assert [line.get_ydata()[-1] for line in lines] == list(range(1, 11))

    def test_every_marker_is_whole(self, usual: Results) -> None:
        axes = self.chart.figure(usual).axes[0]
        box, half = axes.get_window_extent(), 4.5 / 2 / 72 * axes.get_figure(root=True).dpi
        for line in axes.lines:
            if len(line.get_xdata()) == 3:
                places = axes.transData.transform(np.column_stack([line.get_xdata(), line.get_ydata()]))
                inside = (places > box.min + half) & (places < box.max - half)
                assert inside[np.isfinite(places)].all()

    def test_ranks_by_value_stand_beside_them(self, usual: Results, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = people(usual, POLICY, 0, (28, 40), ("metric", "value"))
        total = rows.groupby("seat")[["metric", "value"]].sum()
        first = total["metric"].idxmax()
        rank = int((total["value"] > total["value"][first]).sum()) + 1
        assert f"1: by value {rank} of 40" in " ".join(written(self.chart.figure(usual), monkeypatch))


class TestTeamNetwork(PeopleContract):
    name = "team-network"

    def test_the_team_named_is_drawn(self, usual: Results, monkeypatch: pytest.MonkeyPatch) -> None:
        figure = self.chart.figure(usual, team=2)
        assert "Team 2 of" in " ".join(written(figure, monkeypatch))
        assert len(figure.axes) == 4

    def test_a_team_that_is_not_there_is_refused(self, usual: Results) -> None:
        with pytest.raises(ChartError, match="there is no team 5; there are 0 to 4"):
            self.chart.figure(usual, team=5)


def _rgb(colour: str) -> tuple[float, ...]:
    from matplotlib.colors import to_rgb

    return to_rgb(colour)


del PeopleContract
