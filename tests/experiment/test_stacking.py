"""Settings side by side: every measure is that of the setting alone."""

from typing import Any

import numpy as np

from sim.company import Company
from sim.experiment.stacking import stack
from sim.measures import all_measures
from sim.scenario import Case

PAY = {"schedule": [{"above": 0.0, "rate": 0.1}]}
FIGURES: list[dict[str, Any]] = [
    {"wage": 4000.0, "price": 2e-5, "weight": 0.3, "useful": 1.2, "spread": 0.5, "time": 0.2, "cost": 10.0},
    {"wage": 6000.0, "price": 1e-6, "weight": 0.1, "useful": 0.8, "spread": 0.9, "time": 0.6, "cost": 90.0},
]


def case_of(given: dict[str, Any]) -> Case:
    audit = {"rate": 0.1, "cost": 20.0}
    launch = {"week": 10, "metric": "row", "audience": "company", "target": {}, "bonus": PAY, "audit": audit}
    row = {
        "price": given["price"],
        "weight": given["weight"],
        "useful": given["useful"],
        "job_spread": given["spread"],
        "measuring": given["cost"],
    }
    return Case.model_validate(
        {
            "title": "stacked",
            "weeks": 20,
            "company": {"employees": 48, "quits_a_year": 0.9, "review_every": 8, "wage": given["wage"], "meter": "row"},
            "behaviour": {
                "work": {"padding_time": given["time"], "diminishing": 1.0 + given["time"]},
                "idea": {"own": 0.5},
                "choice": {"redo": 0.5, "risk_aversion": given["time"]},
            },
            "metrics": {"row": row},
            "policies": {"none": [], "policy": [launch, {"week": 15, "strategy": 1.0, "tool": "parallel agents"}]},
        }
    )


def test_every_measure_of_settings_side_by_side_is_that_of_the_setting_alone() -> None:
    cases = [case_of(given) for given in FIGURES]
    together = Company(stack(cases, 2), "policy", 0, 4, all_measures())
    alone = [Company(case, "policy", 2 * place, 2, all_measures()) for place, case in enumerate(cases)]
    for company in (together, *alone):
        while company.running:
            company.step()
    for name, values in together.record.items():
        known = np.concatenate([company.record[name] for company in alone], axis=1)
        assert np.isfinite(known).any(), name
        np.testing.assert_allclose(values, known, rtol=1e-9, atol=1e-9, err_msg=name)
