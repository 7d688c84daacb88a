"""The account of money in two parts: what the company gets and pays, and what its people bear."""

from typing import NamedTuple

from sim.experiment.pairing import Floats
from sim.experiment.results import Results, Weeks

ACCOUNT, SURPLUS, COMPANY = "money: ", "money: surplus", "money: company"
_BORNE = tuple(f"{ACCOUNT}{name}" for name in ("effort", "effort of padding", "risk in pay"))


class MoneyLine(NamedTuple):
    """A line of the account: its measure, what it says, one value a company, and whether it is a sum of those above.

    `per_world` is in dollars a person-week, (worlds,). The measure of the company's part, `COMPANY`, is of no file.
    """

    measure: str
    says: str
    per_world: Floats
    total: bool


def money(results: Results, policy: str, weeks: Weeks | None = None) -> tuple[MoneyLine, ...]:
    """Return a policy's account: the company's lines, their sum, what people bear, and what is left of it all.

    Parameters
    ----------
    results
        Of a run that recorded the account.
    policy
        Its name.
    weeks
        First and last week, both included; by default the last quarter.

    Returns
    -------
    tuple of MoneyLine
        Empty where the results hold no account.

    Raises
    ------
    ResultsError
        If there is no such policy or week.
    """
    names = [name for name in results.measures if name.startswith(ACCOUNT) and name != SURPLUS]
    lines = {name: results.per_world(policy, name, weeks) for name in names}
    if not lines or SURPLUS not in results.measures:
        return ()
    told = {name: MoneyLine(name, results.measures[name].title, values, total=False) for name, values in lines.items()}
    company = [line for name, line in told.items() if name not in _BORNE]
    part = sum((line.per_world for line in company[1:]), start=company[0].per_world)
    left = MoneyLine(SURPLUS, results.measures[SURPLUS].title, results.per_world(policy, SURPLUS, weeks), total=True)
    borne = [told[name] for name in _BORNE if name in told]
    return *company, MoneyLine(COMPANY, "What the company gets and pays", part, total=True), *borne, left
