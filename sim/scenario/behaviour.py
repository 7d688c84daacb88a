"""How people, managers and the executive behave: one set of defaults for every case."""

from sim.scenario.efforts import Choice, Habit, Learning, Work
from sim.scenario.minds import Belief, Idea, Knowhow, Motive, Norm, Noticing, Standing
from sim.scenario.setting import Definition, setting


class Managers(Definition):
    """What managers look at, let slip and reward."""

    spread: float = setting(
        4.0,
        unit="concentration",
        plausible=(2.0, 8.0),
        gt=0,
        how="how alike managers' use of the metric is around the company's practice",
    )
    cue: float = setting(
        0.28,
        unit="per week",
        plausible=(0.1, 0.4),
        ge=0,
        le=1,
        how="chance that a manager talks to a person about the work",
    )
    view: float = setting(
        1.0,
        unit="sd of true value",
        plausible=(0.5, 1.5),
        ge=0,
        how="error in a manager's view of value at a review; 0: sees exactly",
    )
    passes_on: float = setting(
        0.5,
        unit="share",
        plausible=(0.0, 1.0),
        ge=0,
        how="how much more managers behind the target ask about the number and count it; 0: no more",
    )


class Executive(Definition):
    """What the top does with what the dashboard shows."""

    push: float = setting(
        0.02,
        unit="per week",
        plausible=(0.005, 0.05),
        ge=0,
        le=1,
        how="growth of pressure with the shortfall; 0: lets it be",
    )
    most_push: float = setting(1.5, unit="pressure", plausible=(1.0, 2.0), ge=0, how="where pressure stops growing")


class Incidents(Definition):
    """Agents act in real systems, and sometimes do harm."""

    useful: float = setting(
        0.01, unit="incidents per useful week", plausible=(0.005, 0.03), ge=0, how="rate of useful use; 0 removes it"
    )
    padding: float = setting(
        0.16,
        unit="incidents per padding week",
        plausible=(0.05, 0.3),
        ge=0,
        how="rate of padding with agents under open permissions",
    )
    cost: float = setting(
        1.0, unit="baseline weeks", plausible=(0.3, 2.0), ge=0, how="harm done by one incident; 0 removes it"
    )


class Turnover(Definition):
    """Why people leave."""

    pressure: float = setting(
        0.8,
        unit="log hazard",
        plausible=(0.3, 1.2),
        how="of full pressure to use AI on people whom it does not help; 0: none",
    )
    helped_from: float = setting(
        0.4,
        unit="share of own output per share of the week",
        plausible=(0.2, 0.6),
        gt=0,
        how="worth of AI from which pressure to use it drives nobody away",
    )
    disgust: float = setting(
        1.0, unit="log hazard", plausible=(0.3, 1.5), how="of everybody around padding, on those who never do; 0: none"
    )
    passed_over: float = setting(
        0.2, unit="log hazard", plausible=(0.0, 0.5), how="of a review in the lower half, until the next; 0: none"
    )


class Behaviour(Definition):
    """All of it."""

    noticing: Noticing = Noticing()
    belief: Belief = Belief()
    norm: Norm = Norm()
    standing: Standing = Standing()
    motive: Motive = Motive()
    knowhow: Knowhow = Knowhow()
    idea: Idea = Idea()
    choice: Choice = Choice()
    work: Work = Work()
    habit: Habit = Habit()
    learning: Learning = Learning()
    managers: Managers = Managers()
    executive: Executive = Executive()
    incidents: Incidents = Incidents()
    turnover: Turnover = Turnover()
