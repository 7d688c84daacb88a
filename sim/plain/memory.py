"""What people and managers would answer if they were asked whether AI has served them well."""

from typing import TYPE_CHECKING

from sim.plain.arithmetic import mean

if TYPE_CHECKING:
    from sim.plain.company import PlainCompany
    from sim.plain.employee import PlainEmployee
    from sim.plain.manager import PlainManager


class Memory:
    """Who has used AI, for whom a week of it did not pay, and when managers last saw an incident."""

    def __init__(self) -> None:
        self.used: set[PlainEmployee] = set()
        self.lost: set[PlainEmployee] = set()
        self.error_seen: dict[PlainManager, int] = {}

    def look(self, company: "PlainCompany") -> None:
        """Take in the week that has just been worked."""
        self.used |= {person for person in company.staff if person.useful > 0.0}
        self.lost |= {person for person in company.staff if person.useful > 0.0 and not paid_off(person)}
        for manager in company.managers:
            if any(person.incidents for person in manager.members):
                self.error_seen[manager] = company.week

    def measures(self, company: "PlainCompany") -> dict[str, float]:
        """Return what the people and managers of today answer, by the measure's name."""
        users = [person for person in company.staff if person in self.used]
        seen = [self.error_seen.get(manager, 0) for manager in company.managers]
        return {
            "always ahead": mean([person not in self.lost for person in users]) if users else float("nan"),
            "managers who saw an error": mean([company.week - 52 < week > 0 for week in seen]),
        }


def paid_off(person: "PlainEmployee") -> bool:
    """Return whether the week's use brought at least as much as incidents cost."""
    behaviour, use = person.model.behaviour, person.useful
    brought = person.skill * (person.gain * use - 0.5 * behaviour.work.diminishing * use * use)
    return brought >= behaviour.incidents.cost * person.incidents


def output_of_the_top(company: "PlainCompany") -> float:
    """Return what the top tenth by the metric of four weeks gets done, in times the middling fifth's."""
    ordered = [person.value for person in sorted(company.staff, key=lambda person: sum(person.recent))]
    number = len(ordered)
    top = mean(ordered[number - max(round(0.1 * number), 1) :])
    middle = mean(ordered[int(0.4 * (number - 1)) : int(0.6 * (number - 1)) + 1])
    return top / middle if middle > 0.0 else float("nan")
