"""Money: what people get done and what it costs, in lines that add up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.company.once import once_a_week
from sim.company.readings import (
    ai_price,
    average,
    checking,
    effort,
    effort_of_padding,
    harm_to_others,
    measuring,
    padding_time,
    replacing,
    rework,
    risk,
    surplus,
    teaching,
)
from sim.measures.measure import Measure
from sim.measures.shared import padded_use

if TYPE_CHECKING:
    from sim.company import Company, FloatArray

_LINES = (
    ("gross value", "What is got done before anything is lost", "wage <V + rework + x (r + m) + incidents + A t m>"),
    ("rework", "Repairing what AI did, one's own and others'", "-wage <A r times what rework takes + x (r + m)>"),
    ("incidents", "Harm done by agents", "-wage <cost of an incident times incidents>"),
    ("padding time", "Time that padding takes", "-wage <A t m>"),
    ("useful use", "AI used in earnest", "-price <metered use less padding's part>"),
    ("padding", "AI used for padding", "-price <padding's part of metered use>"),
    ("measuring", "Measuring people", "-cost of measuring a person for a week"),
    ("audits", "Checking people", "-rate times cost of an audit"),
    ("training", "Teaching people to use AI", "-points of AI skill a week times the cost of a point"),
    ("effort", "What work and useful use cost people", "-wage <(r, 0, u)' C (r, 0, u)/2>"),
    ("effort of padding", "What padding costs people", "-wage <c_m m^2/2 + rho sqrt(c_m c_u) m u>"),
    ("risk in pay", "What risk in pay costs people", "-wage <premium for risk in pay>"),
    ("replacing leavers", "Replacing those who left", "-wage <cost of a replacement times leavers>"),
    ("surplus", "What is left of it all", "wage times surplus"),
)


@once_a_week
def _account(company: Company) -> FloatArray:
    firm, behaviour = company.case.company, company.case.behaviour
    wage, price = np.ravel(firm.wage), ai_price(company)
    incidents = np.ravel(behaviour.incidents.cost) * average(company, "incidents")
    lost = rework(company) + harm_to_others(company) - incidents
    time, padded = padding_time(company), padded_use(company)
    losses = wage * lost, wage * incidents, wage * time
    bought = price * (average(company, "used") - padded), price * padded
    overhead = measuring(company), checking(company), teaching(company)
    borne = (wage * each(company) for each in (effort, effort_of_padding, risk, replacing))
    account = np.zeros((len(_LINES), company.worlds))
    account[0] = wage * (average(company, "value") + lost + incidents + time)
    for row, cost in zip(account[1:-1], (*losses, *bought, *overhead, *borne), strict=True):
        row -= cost
    account[-1] = wage * surplus(company)
    return account


def _of(company: Company, *, line: int) -> FloatArray:
    return np.asarray(_account(company)[line])


MEASURES = tuple(
    Measure(
        name=f"money: {name}",
        title=title,
        unit="dollars a person-week",
        formula=formula,
        better="more" if name == "surplus" else "neither",
        form="money",
        of=partial(_of, line=line),
    )
    for line, (name, title, formula) in enumerate(_LINES)
)
