"""The engine comes to every closed form, and each row can fail."""

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from sim.behaviour.audit import Fine
from sim.theory import audit, limits, ratchet, thresholds
from sim.theory.check import check_theory, closed_forms, special_cases
from sim.theory.closed_form import ClosedForm
from sim.theory.page import page, words
from sim.theory.proxyeconomics import MEASURES, REFERENCE

FORMS = closed_forms()
PAGE = Path(__file__).parents[2] / "docs" / "theory.md"
RENEW = "python -m sim.theory.page > docs/theory.md"


def marked(form: ClosedForm) -> Any:
    return pytest.param(form, id=form.name, marks=[pytest.mark.slow] if form.slow else [])


@pytest.mark.parametrize("form", [marked(form) for form in FORMS])
def test_the_engine_comes_to_the_closed_form(form: ClosedForm) -> None:
    row = form.row()
    assert row.passed, row


def test_every_special_case_is_found() -> None:
    found = {module.__name__.removeprefix("sim.theory.") for module in special_cases()}
    assert found == {file.stem for file in Path(audit.__file__).parent.glob("*.py")} - {
        "__init__", "check", "closed_form", "page", "proxyeconomics", "setting"
    }  # fmt: skip


def test_rows_have_names_of_their_own_and_tolerances_of_at_most_three_per_cent() -> None:
    assert len({form.name for form in FORMS}) == len(FORMS)
    assert all(0.0 <= form.tolerance <= 0.03 for form in FORMS)


@pytest.mark.parametrize(
    ("value", "simulated", "tolerance", "error", "passed"),
    [
        (2.0, 2.01, 0.01, 0.005, True),
        (-2.0, -2.04, 0.01, 0.02, False),
        (0.0, 0.02, 0.03, 0.02, True),
        (0.0, 1e-300, 0.0, 1e-300, False),
        (0.0, 0.0, 0.0, 0.0, True),
        (1.0, float("nan"), 0.01, float("nan"), False),
    ],
)
def test_errors_are_relative_and_absolute_at_nothing(
    value: float, simulated: float, tolerance: float, error: float, passed: bool
) -> None:
    row = ClosedForm("row", value, lambda: simulated, tolerance).row()
    assert row.error == pytest.approx(error, rel=1e-9, abs=0.0, nan_ok=True)
    assert row.passed is passed
    assert row.as_json() | {"error": 0.0} == {
        "name": "row", "closed_form": value, "simulated": pytest.approx(simulated, nan_ok=True), "error": 0.0,
        "tolerance": tolerance, "pass": passed,
    }  # fmt: skip


def test_all_rows_are_checked_in_order_with_word_of_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    forms = tuple(ClosedForm(name, 1.0, lambda: 1.0, 0.0) for name in "abc")
    monkeypatch.setattr("sim.theory.check.closed_forms", lambda: forms)
    told: list[tuple[int, int]] = []
    rows = check_theory(lambda done, total: told.append((done, total)))
    assert [row.name for row in rows] == ["a", "b", "c"]
    assert told == [(1, 3), (2, 3), (3, 3)]


def failing(module: ModuleType, name: str) -> bool:
    (form,) = (form for form in module.CLOSED_FORMS if form.name == name)
    return not form.row().passed


def test_the_rows_notice_a_ratchet_that_is_not_foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.company.stakes.left_after_ratchet", lambda speed, discount: 1.0)
    assert failing(ratchet, "ratchet: effort with foresight")


def test_the_rows_notice_a_norm_that_lifts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.company.situation.relief", lambda norm, strength: np.ones_like(norm))
    assert failing(thresholds, "thresholds 0, 1, 2, .. 99: people who pad")


def test_the_rows_notice_a_fine_that_is_not_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.company.situation.expected_fine", lambda *audit: Fine(0.0, 0.0, 0.0))
    assert failing(audit, "audit, fine a unit: padding")
    assert failing(audit, "audit, found out in proportion: padding")


def test_the_rows_notice_an_order_that_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.theory.limits.Mirrored.uniform", limits.Luck.uniform)
    assert failing(limits, "limit, rows in another order: difference to anybody")


def test_what_limits_take_away_would_otherwise_bring_padding_and_move_people() -> None:
    assert limits.most_padding(limits.counted(**limits.EVERYTHING), **limits.ERRING) > 0.0
    assert limits.moved(limits.company_of(limits.counted(**limits.ALONE), employees=2)) > 0.0


def test_the_page_says_what_the_modules_say_and_has_every_row() -> None:
    text = PAGE.read_text("utf-8")
    assert text.startswith(words()), f"the page on theory is out of date; renew it with: {RENEW}"
    figures = [line.strip("| ").split(" | ") for line in text.partition("## The figures reached")[2].splitlines()[4:]]
    assert [(cells[0], cells[1]) for cells in figures] == [(form.name, f"{form.value:.6g}") for form in FORMS]
    assert not [cells for cells in figures if cells[-1] == "missed"]


def test_the_page_has_every_figure_of_the_published_model() -> None:
    text = PAGE.read_text("utf-8").partition("## Proxyeconomics")[2].partition("## ")[0]
    cells = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")][2:]
    published = [
        [f"{c:g}", f"{gs:g}", measure, f"{mean:.2f}"]
        for (c, gs), means in REFERENCE.items()
        for measure, mean in zip(MEASURES, means, strict=True)
    ]
    assert [row[:4] for row in cells] == published
    assert max(abs(float(row[6])) for row in cells) < 3.5


def test_the_page_marks_what_is_missed() -> None:
    rows = [ClosedForm(name, 1.0, lambda: 1.02, tolerance).row() for name, tolerance in (("near", 0.03), ("off", 0.01))]
    near, off = page(rows, []).splitlines()[-2:]
    assert near == "| near | 1 | 1.02 | 2.0e-02 | 0.03 |  |"
    assert off == "| off | 1 | 1.02 | 2.0e-02 | 0.01 | missed |"
