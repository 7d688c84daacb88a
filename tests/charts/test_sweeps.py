"""Charts that are drawn from the table of a sweep."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import QuadMesh

from sim.charts import ChartError
from tests.charts.contract import HOSTILE, TableContract, assert_all_can_be_read, written


class TestHeatMap(TableContract):
    name = "heat-map"
    options = {"x": "push behind it", "y": "use in reviews", "value": "people who pad", "tipping": 0.3, "form": "share"}

    def table(self, names: tuple[str, ...] = ()) -> pd.DataFrame:
        places = [(x / 4, y / 5) for x, y in product(range(5), range(6))]
        return pd.DataFrame([(x, y, x * y) for x, y in places], columns=["x", "y", "value"])

    def test_each_field_has_its_value(self) -> None:
        mesh = next(each for each in self.chart.figure(self.table()).axes[0].collections if isinstance(each, QuadMesh))
        values = np.asarray(mesh.get_array()).reshape(6, 5)
        assert values == pytest.approx(np.outer(np.arange(6) / 5, np.arange(5) / 4))

    def test_the_line_runs_where_the_value_is_passed(self) -> None:
        figure = self.chart.figure(self.table(), tipping=0.3)
        (line,) = [path for each in figure.axes[0].collections[-1:] for path in each.get_paths()]
        x, y = line.vertices.T
        assert x * y == pytest.approx(np.full(len(x), 0.3), abs=0.01)

    def test_a_value_that_is_never_passed_has_no_line(self) -> None:
        drawn, bare = (len(self.chart.figure(self.table(), tipping=t).axes[0].collections) for t in (7.0, None))
        assert drawn == bare

    def test_a_point_that_is_there_twice_is_refused(self) -> None:
        with pytest.raises(ChartError, match=r"more than one row for x 0\.0, y 0\.0"):
            self.chart.figure(pd.concat([self.table(), self.table()]))

    def test_the_words_say_where_it_is_most(self) -> None:
        assert "people who pad is most with 100.0\N{NO-BREAK SPACE}% at push behind it 1, use in reviews 1" in (
            self.chart.words(self.table(), **self.options)
        )

    def of_words(self) -> pd.DataFrame:
        names = ("self", "manager", "everybody in the whole company, and whoever asks for it", *HOSTILE)
        rows = [(name, use, len(name) * (place + 1)) for name in names for place, use in enumerate((True, False))]
        return pd.DataFrame(rows, columns=["x", "y", "value"])

    def test_listed_values_stand_in_their_order_and_can_be_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for table in (self.of_words(), self.of_words().rename(columns={"x": "y", "y": "x"})):
            figure = self.chart.figure(table, tipping=20.0)
            assert_all_can_be_read(figure, monkeypatch)
        axes = figure.axes[0]
        assert [label.get_text().split("\n")[0] for label in axes.get_yticklabels()][:2] == ["self", "manager"]
        assert [label.get_text() for label in axes.get_xticklabels()] == ["True", "False"]
        mesh = next(each for each in axes.collections if isinstance(each, QuadMesh))
        assert np.asarray(mesh.get_array()).reshape(5, 2)[:2].tolist() == [[4, 8], [7, 14]]
        assert len(axes.collections) == 1
        words = self.chart.words(self.of_words(), x="audience", y="use")
        assert "least with 4.000 at audience self, use True" in words

    def test_a_long_outcome_can_be_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        value = (
            "surplus less that under “as it happened: board for managers only from week 52, and a word from the top”"
        )
        assert_all_can_be_read(self.chart.figure(self.table(), value=value), monkeypatch)


class TestSensitivity(TableContract):
    name = "sensitivity"
    options = {"outcome": "surplus of the board"}

    def table(self, names: tuple[str, ...] = ("one", "two", "three")) -> pd.DataFrame:
        rows = [
            (name, kind, size / (3 + place), low, high)
            for place, name in enumerate(reversed(names))
            for kind, size, low, high in (("swing", 9.0, -place, place), ("first", 1, 0.1, 0.4), ("total", 2, 0.2, 0.7))
        ]
        return pd.DataFrame(rows, columns=["parameter", "kind", "index", "low", "high"]).astype({"low": float})

    def test_the_widest_swing_stands_on_top(self) -> None:
        axes = self.chart.figure(self.table()).axes[0]
        assert [label.get_text() for label in axes.get_yticklabels()] == ["one", "two", "three"]
        assert axes.get_ylim()[0] > axes.get_ylim()[1]

    @pytest.mark.parametrize(("kinds", "panels"), [(["swing"], 1), (["first"], 1), (["total", "first"], 1)])
    def test_what_is_not_in_the_table_has_no_panel(self, kinds: list[str], panels: int) -> None:
        table = self.table()
        assert len(self.chart.figure(table[table["kind"].isin(kinds)]).axes) == panels

    def test_a_long_outcome_can_be_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        outcome = "surplus under “credible word that it is not in reviews” less that under “no metric”"
        figure = self.chart.figure(self.table(), outcome=outcome)
        assert_all_can_be_read(figure, monkeypatch)
        said = " ".join(written(figure, monkeypatch)).replace("\n", " ")
        assert outcome[1:] in said
        assert "assumption" not in said

    def test_another_kind_is_refused(self) -> None:
        with pytest.raises(ChartError, match="'kind' holds 'second'; it takes first, swing, total"):
            self.chart.figure(self.table().replace("swing", "second"))

    def test_of_many_the_smaller_are_counted_and_left_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        many = self.table(tuple(f"parameter {place}" for place in range(40)))
        assert "25 smaller ones are not shown" in " ".join(written(self.chart.figure(many), monkeypatch))


class TestParetoFront(TableContract):
    name = "pareto-front"
    options = {"x": "real value a week", "y": "people who pad"}

    def table(self, names: tuple[str, ...] = ("one", "two", "three")) -> pd.DataFrame:
        front = [(name, place, -place, True, place - 0.1, place + 0.1) for place, name in enumerate(names)]
        rest = [(f"other {place}", place / 50, -3.0 - place / 9, False, np.nan, np.nan) for place in range(60)]
        table = pd.DataFrame(front + rest, columns=["point", "x", "y", "on_front", "x_low", "x_high"])
        return table.astype({"x": float, "y": float})

    def test_the_front_is_named_and_the_rest_is_not(self, monkeypatch: pytest.MonkeyPatch) -> None:
        said = " ".join(written(self.chart.figure(self.table()), monkeypatch))
        assert all(name in said for name in ("one", "two", "three"))
        assert "other 7" not in said
        assert "63 designs, 3 of them on the front" in said

    def test_no_front_is_no_matter(self, monkeypatch: pytest.MonkeyPatch) -> None:
        said = " ".join(written(self.chart.figure(self.table().assign(on_front=False)), monkeypatch))
        assert "0 of them on the front" in said

    def test_a_labels_line_does_not_look_like_an_interval(self) -> None:
        lines = self.chart.figure(self.table()).axes[0].lines
        colour = {line.get_marker(): line.get_color() for line in lines if len(np.atleast_1d(line.get_xdata())) == 2}
        leaders = [line for line in lines if line.get_transform() == lines[-1].axes.transAxes]
        assert leaders
        assert not {line.get_color() for line in leaders} & {colour["|"]}

    def test_the_words_give_the_intervals(self) -> None:
        assert "two: 1.00 (95\N{NO-BREAK SPACE}% interval 0.90 to 1.10)" in self.chart.words(self.table())


class TestRobustness(TableContract):
    name = "robustness"
    options = {"outcome": "surplus a week"}

    def table(self, names: tuple[str, ...] = ("one", "two", "three")) -> pd.DataFrame:
        rows = [
            (a, b, 0.5 + 0.2 * (j - i), 0.1 * i) for i, a in enumerate(names) for j, b in enumerate(names) if i != j
        ]
        return pd.DataFrame(rows, columns=["policy", "against", "share", "regret"])

    def test_the_least_regret_stands_on_top(self) -> None:
        shuffled = self.table().sample(frac=1.0, random_state=1)
        labels = [label.get_text() for label in self.chart.figure(shuffled).axes[0].get_yticklabels()]
        assert labels == ["1 one", "2 two", "3 three"]

    def test_shares_are_written_into_the_square(self, monkeypatch: pytest.MonkeyPatch) -> None:
        texts = [text.split(": ", 1)[1] for text in written(self.chart.figure(self.table()), monkeypatch)]
        assert [text for text in texts if text in ("10", "30", "50", "70", "90")] == [
            "70",
            "90",
            "30",
            "70",
            "10",
            "30",
        ]

    def test_of_many_those_left_out_are_counted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        figure = self.chart.figure(self.table(tuple(f"p{place}" for place in range(16))).assign(share=0.5))
        said = " ".join(written(figure, monkeypatch)).replace("\n", " ")
        assert "2 with more regret are not shown" in said

    def with_ends(self) -> pd.DataFrame:
        """The three policies as an answer has them: the one with most regret on average has least at worst."""
        of = {"one": (0.3, 0.35), "two": (0.2, 0.8), "three": (0.1, 1.4)}
        table = self.table()
        table["low"], table["high"] = table["share"] - 0.08, table["share"] + 0.12
        for place, name in enumerate(("regret", "most_regret")):
            table[name] = [of[policy][place] for policy in table["policy"]]
            table[f"{name}_low"], table[f"{name}_high"] = table[name] - 0.2, table[name] + 0.25
        return table

    def test_regret_at_worst_orders_and_is_drawn_with_its_interval(self, monkeypatch: pytest.MonkeyPatch) -> None:
        figure = self.chart.figure(self.with_ends(), outcome="surplus")
        assert_all_can_be_read(figure, monkeypatch)
        square, regret = figure.axes
        assert [label.get_text() for label in square.get_yticklabels()] == ["1 one", "2 two", "3 three"]
        lines = [tuple(np.round(line.get_xdata(), 2)) for line in regret.lines]
        assert lines[:6] == [(0.1, 0.55), (0.15, 0.6), (0.0, 0.45), (0.6, 1.05), (-0.1, 0.35), (1.2, 1.65)]
        said = " ".join(written(figure, monkeypatch)).replace("\n", " ")
        assert "the best choice in each setting, on average (bars) and in its worst setting (diamonds)" in said
        assert "intervals of shares reach at most 12 to either side" in said
        words = self.chart.words(self.with_ends()).replace("\N{NO-BREAK SPACE}", " ")
        assert "in its worst setting 1.40 (95 % interval 1.20 to 1.65)" in words
        assert "in each company, on average." in " ".join(
            written(self.chart.figure(self.table(), each="company"), monkeypatch)
        ).replace("\n", " ")

    def test_a_share_beyond_one_is_refused(self) -> None:
        with pytest.raises(ChartError, match="between 0 and 1"):
            self.chart.figure(self.table().assign(share=70.0))


class TestHysteresisLoop(TableContract):
    name = "hysteresis-loop"
    options = {"stake": "weight in reviews", "outcome": "people who pad", "form": "share"}

    def table(self, names: tuple[str, ...] = ()) -> pd.DataFrame:
        up = np.linspace(0, 1, 6)
        stake, outcome = np.concatenate([up, up[-2::-1]]), np.concatenate([up**2, np.sqrt(up[-2::-1])])
        return pd.DataFrame({"stake": stake, "outcome": outcome, "low": outcome - 0.05, "high": outcome + 0.05})

    def test_the_way_up_and_the_way_down_are_two_lines(self, monkeypatch: pytest.MonkeyPatch) -> None:
        figure = self.chart.figure(self.table())
        up, down = (line for line in figure.axes[0].lines if len(np.atleast_1d(line.get_xdata())) == 6)
        assert list(np.asarray(up.get_ydata())[1:5]) == pytest.approx(list(np.linspace(0, 1, 6)[1:5] ** 2))
        assert (np.asarray(down.get_ydata())[1:5] > np.asarray(up.get_ydata())[4:0:-1]).all()
        said = " ".join(written(figure, monkeypatch))
        assert "On the way up" in said
        assert "On the way down" in said

    def test_companies_that_were_never_raised_are_drawn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        table = self.table().assign(held=0.1, held_low=0.08, held_high=0.12)
        figure = self.chart.figure(table, **self.options)
        assert_all_can_be_read(figure, monkeypatch)
        never = [line for line in figure.axes[0].lines if set(np.atleast_1d(line.get_ydata())) == {0.1}]
        assert len(never) == 2
        assert len(figure.axes[0].collections) == 4
        said = " ".join(written(figure, monkeypatch)).replace("\n", " ")
        assert "Never raised" in said
        assert "the same companies in the same weeks where it was never raised" in said
        assert "Never raised" not in " ".join(written(self.chart.figure(self.table()), monkeypatch))
        assert "0.100 then where it was never raised" in self.chart.words(table)

    def test_the_words_say_how_wide_it_is(self) -> None:
        up = np.linspace(0, 1, 6)
        area = np.trapezoid(np.sqrt(up) - up**2, up)
        assert f"fills {100 * area:.1f}\N{NO-BREAK SPACE}% of" in self.chart.words(self.table())


del TableContract
