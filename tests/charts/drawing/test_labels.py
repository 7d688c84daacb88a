import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.charts.drawing.labels import spread
from sim.charts.drawing.text import text_width, wrap

LABELS = st.lists(st.tuples(st.floats(-50, 350), st.floats(5, 40)), max_size=12)


@settings(deadline=None)
@given(LABELS)
def test_labels_never_overlap_and_stay_within_their_room(labels: list[tuple[float, float]]) -> None:
    wanted, heights = (np.array(column, dtype=float) for column in ([w for w, _ in labels], [h for _, h in labels]))
    room = max(300.0, float(heights.sum()))
    placed = spread(wanted, heights, room)
    order = np.argsort(placed)
    low, high = (placed - heights / 2)[order], (placed + heights / 2)[order]
    assert (low[1:] >= high[:-1] - 1e-6).all()
    assert (low >= -1e-6).all()
    assert (high <= room + 1e-6).all()


@settings(deadline=None)
@given(LABELS)
def test_labels_keep_the_order_of_their_lines(labels: list[tuple[float, float]]) -> None:
    wanted, heights = (np.array(column, dtype=float) for column in ([w for w, _ in labels], [h for _, h in labels]))
    placed = spread(wanted, heights, 1000.0)
    assert (np.diff(placed[np.argsort(wanted, kind="stable")]) >= 0).all()


def test_labels_with_room_stay_level_with_their_lines() -> None:
    wanted = np.array([200.0, 20.0, 100.0])
    assert (spread(wanted, np.full(3, 20.0), 300.0) == wanted).all()


def test_labels_that_want_the_same_place_share_the_way() -> None:
    assert spread(np.array([100.0, 100.0]), np.array([20.0, 20.0]), 300.0).tolist() == [90.0, 110.0]


@settings(deadline=None)
@given(st.text(st.characters(codec="latin-1", exclude_categories=["C"]), max_size=120), st.floats(40, 200))
def test_text_is_broken_without_losing_a_letter_or_running_over(text: str, width: float) -> None:
    lines = wrap(text, width, 9.0)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 9.0) <= width for line in lines)
