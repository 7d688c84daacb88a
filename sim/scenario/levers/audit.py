"""Audits: checks whether use was real. Assumption: sizes."""

from sim.scenario.setting import Definition, setting


class Audit(Definition):
    """Checks whether use was real, and what being found out costs."""

    rate: float = setting(0.02, unit="share of people a week", ge=0, le=1, how="chance that a person's week is checked")
    sensitivity: float = setting(0.8, unit="probability", ge=0, le=1, how="chance that a check finds padding")
    fine: float = setting(0.5, unit="baseline weeks", ge=0, how="fixed fine of who is found out")
    fine_per_unit: float = setting(
        0.0, unit="baseline weeks per share of the week", ge=0, how="fine that grows with padding"
    )
    proportional: bool = setting(
        False, unit="yes or no", how="whether the chance of being found out grows in proportion to padding"
    )
    dismissed: float = setting(0.0, unit="probability", ge=0, le=1, how="chance that who is found out must go")
    cost: float = setting(50.0, unit="dollars a check", ge=0, how="what a check costs the company")
