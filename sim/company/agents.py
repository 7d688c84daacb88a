"""Mesa agents as thin views on the company's arrays, made when somebody asks for them and not before.

A view reads and writes one entry of an array; it remembers which person it shows and raises ``LookupError`` once that
person has left. All contact with Mesa's agents is in this module.
"""

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
from mesa.agent import AgentSet

from sim.company.people import FOLLOWED, People

if TYPE_CHECKING:
    from sim.company.company import Company


class _View(mesa.Agent):
    """An agent of the company whose number is given by the company, so that Mesa keeps no list of it."""

    def __init__(self, model: "Company") -> None:
        super().__init__(model)
        self.unique_id = model.views.next_number()
        # Mesa 3.3 keeps every model that ever had an agent alive through this table.
        getattr(mesa.Agent, "_ids", {}).pop(model, None)


class Employee(_View):
    """The person in a seat; every array of `People` is an attribute, ``employee.padding`` for one."""

    def __init__(self, model: "Company", seat: int) -> None:
        super().__init__(model)
        self.seat = seat
        self._person = int(model.people.generation[0, seat])

    @property
    def present(self) -> bool:
        """Whether the person still sits in the seat."""
        return int(self.model.people.generation[0, self.seat]) == self._person

    @property
    def team(self) -> int:
        """Number of the person's team."""
        return int(self.model.teams.of_seat[self.seat])

    @property
    def manager(self) -> "Manager":
        """The person's manager."""
        manager: Manager = self.model.views.managers[self.team]
        return manager

    def remove(self) -> None:
        """Let the person go; somebody new sits in the seat at once."""
        if self.present:
            self.model.replace(np.array([self.seat]))
        super().remove()


def _entry(name: str) -> property:
    """Return an attribute that lies in one of the people's arrays."""

    def read(view: Employee) -> Any:
        return getattr(view.model.people, name)[_place(view)].item()

    def write(view: Employee, value: Any) -> None:
        if not np.isfinite(value):
            raise ValueError(f"{name} must be a finite number, found {value!r}")
        getattr(view.model.people, name)[_place(view)] = value
        if name in FOLLOWED:
            view.model.derive(np.array([view.seat]))

    return property(read, write)


def _place(view: Employee) -> tuple[int, int]:
    if not view.present:
        raise LookupError(f"person {view.unique_id} has left seat {view.seat}")
    return 0, view.seat


for _field in fields(People):
    setattr(Employee, _field.name, _entry(_field.name))


class Manager(_View):
    """The manager of a team."""

    def __init__(self, model: "Company", team: int) -> None:
        super().__init__(model)
        self.team = team

    @property
    def use_of_metric(self) -> float:
        """The weight that this manager really gives the metric in ratings, 0..1."""
        return float(self.model.managers_use()[0, self.team])

    @property
    def behind(self) -> float:
        """By what share of people the team is behind its target."""
        return float(self.model.behind[0, self.team])

    @property
    def members(self) -> list[Employee]:
        """The team's employees, by seat."""
        employees: list[Employee] = self.model.views.employees()
        return [employees[seat] for seat in np.flatnonzero(self.model.teams.of_seat == self.team)]


class Leaderboard(_View):
    """The published metric: what is counted, who sees it, and where everybody stands."""

    @property
    def metric(self) -> str | None:
        """The metric that is counted, if any."""
        name: str = self.model.row_name
        return name if self.model.counted else None

    @property
    def audience(self) -> str:
        """Who sees it."""
        who: str = self.model.levers.audience.who
        return who

    @property
    def standings(self) -> list[Employee]:
        """The employees, highest metric of the week first; ties in the order of seats."""
        employees: list[Employee] = self.model.views.employees()
        return [employees[seat] for seat in np.argsort(-self.model.people.metric[0], kind="stable")]


class Views:
    """The agents of a company, made on first use; only a company of one world has any."""

    def __init__(self, company: "Company") -> None:
        self._company = company
        self._employees: list[Employee] = []
        self._number = 0
        self.managers: list[Manager] = []

    def next_number(self) -> int:
        """Return the next agent's number, from 1."""
        self._number += 1
        return self._number

    def make(self) -> None:
        """Make what is missing, and replace the views of people who have left.

        Raises
        ------
        RuntimeError
            If the company is a block of several worlds.
        """
        company = self._company
        if company.worlds > 1:
            raise RuntimeError(
                f"agents exist in a company of one world; this one steps {company.worlds} worlds at once"
            )
        if not self.managers:
            Leaderboard(company)
            self.managers = [Manager(company, team) for team in range(company.teams.count)]
            self._employees = [Employee(company, seat) for seat in range(company.seats)]
        for seat, view in enumerate(self._employees):
            if not view.present:
                mesa.Agent.remove(view)
                self._employees[seat] = Employee(company, seat)

    def employees(self) -> list[Employee]:
        """Return the views of the people now in the seats, by seat."""
        self.make()
        return self._employees


__all__ = ["AgentSet", "Employee", "Leaderboard", "Manager", "Views"]
