"""How people, managers and the executive behave: one set of defaults for every case."""

from sim.scenario.setting import Definition, Many, setting


class Noticing(Definition):
    """How fast a new board or target reaches people."""

    rate: float = setting(
        0.24, unit="per week", ge=0, le=1, how="share of the unaware who take notice, and reconsider; 1: at once"
    )


class Belief(Definition):
    """How people come to believe that the metric counts in reviews."""

    prior: float = setting(0.39, unit="probability", gt=0, lt=1, how="belief before any sign")
    fear: float = setting(
        0.5, unit="log-odds", how="how much more the fearful believe it, most against least; 0 removes it"
    )
    fade: float = setting(0.031, unit="per week", ge=0, le=1, how="how fast events are forgotten")
    board: float = setting(1.5, unit="likelihood ratio", gt=0, how="what a board in view says; 1: nothing")
    asked: float = setting(4.1, unit="likelihood ratio", gt=0, how="a manager asks about the number; 1: means nothing")
    looked: float = setting(0.83, unit="likelihood ratio", gt=0, how="a manager talks and does not ask; 1: nothing")
    denied: float = setting(
        0.34, unit="likelihood ratio", gt=0, how="a clear, trusted official 'it does not count'; 1: means nothing"
    )
    affirmed: float = setting(6.0, unit="likelihood ratio", gt=0, how="a clear official 'it counts'; 1: nothing")
    promoted: float = setting(
        1.6,
        unit="likelihood ratio",
        gt=0,
        how="promotion of a team-mate high on the metric, its inverse for one low; 1: nothing",
    )
    peers: float = setting(
        0.11, unit="per week", ge=0, le=1, how="how far people's log-odds move to their team's; 0 removes it"
    )
    trust_lost: float = setting(
        0.25,
        unit="share a cue",
        ge=0,
        le=1,
        how="trust in the official word lost when a manager contradicts it; 0: none",
    )
    trust_regained: float = setting(0.02, unit="per week", ge=0, le=1, how="how fast that trust comes back")


class Norm(Definition):
    """How padding by others makes padding normal."""

    rate: float = setting(
        0.2, unit="per week", ge=0, le=1, how="how fast the impression of how many pad follows what is seen; 0: never"
    )
    ties: float = setting(
        0.3, unit="share", ge=0, le=1, how="weight of colleagues in other teams in what is seen; 0: own team only"
    )
    relief: float = setting(0.47, unit="share", ge=0, le=1, how="scruples lifted when everybody pads; 0 removes it")


class Standing(Definition):
    """What it is worth to be seen ahead, by who sees it."""

    team: float = setting(0.68, unit="share", ge=0, le=1, how="weight of one's rank when only the team sees it")
    manager: float = setting(0.05, unit="share", ge=0, le=1, how="weight of one's rank when only the manager sees it")


class Idea(Definition):
    """How people hit upon padding."""

    own: float = setting(
        0.027, unit="per week", ge=0, le=1, how="chance of thinking of it oneself under a board or target"
    )
    seen: float = setting(0.62, unit="per week", ge=0, le=1, how="chance added when everybody around pads")


class Choice(Definition):
    """How people choose their efforts."""

    redo: float = setting(0.1, unit="per week", ge=0, le=1, how="chance of reconsidering; 1: every week")
    omega: float = setting(
        1.0,
        unit="share",
        ge=0,
        how="how far a person's own reward follows true value; 0: only pay and standing move them",
    )
    career: float = setting(
        0.47,
        unit="baseline weeks a week",
        ge=0,
        how="worth of the best against the worst score, if it counts; 0 removes it",
    )
    job: float = setting(
        0.14,
        unit="baseline weeks a week",
        ge=0,
        how="worth to the most fearful of meeting a pushed target; 0 removes it",
    )
    job_prior: float = setting(
        0.2, unit="probability", ge=0, le=1, how="part of the pressure of a target that needs no belief in reviews"
    )
    steps: Many[float] = setting(
        (0.01, 0.03, 0.1), unit="share of the week", how="amounts of padding that people try out in thought"
    )
    precision: float = setting(
        float("inf"), unit="per baseline week", gt=0, infinite=True, how="sharpness of choice; infinite: no error"
    )
    most_useful: float = setting(1.0, unit="share of the week", gt=0, infinite=True, how="bound on useful use")
    most_padding: float = setting(1.0, unit="share of the week", gt=0, infinite=True, how="bound on padding")
    most_unmeasured: float = setting(1.0, unit="share of the week", gt=0, infinite=True, how="bound on unmeasured work")


class Work(Definition):
    """What efforts bring about."""

    diminishing: float = setting(
        0.83, unit="per share of the week", ge=0, how="how fast the worth of more AI use falls; 0: never"
    )
    unmeasured: float = setting(0.31, unit="share of own output per share of the week", how="worth of unmeasured work")
    padding_time: float = setting(
        0.14, unit="share of own output per share of the week", ge=0, how="work left undone while padding; 0: none"
    )
    review_burden: float = setting(
        0.1, unit="baseline weeks per share of the week", ge=0, le=1, how="rework that falls on the team; 0: none"
    )
    substitution: float = setting(
        0.02,
        unit="correlation",
        ge=0,
        lt=0.7,
        how="how far measured effort crowds out unmeasured work; 0: not at all",
        source="Holmstrom and Milgrom 1991",
    )


class Habit(Definition):
    """Scripts that were set up run on nearly free."""

    up: float = setting(0.031, unit="per week", ge=0, le=1, how="how fast padding becomes a habit; 0 removes it")
    down: float = setting(0.041, unit="per week", ge=0, le=1, how="how fast the habit is lost")
    relief: float = setting(0.68, unit="share", ge=0, le=1, how="cost of padding that a full habit saves; 0 removes it")


class Learning(Definition):
    """Skill with AI grows with useful use."""

    rate: float = setting(0.019, unit="per week of full use", ge=0, le=1, how="growth of AI skill; 0 removes it")


class Managers(Definition):
    """What managers look at, let slip and reward."""

    spread: float = setting(
        4.0, unit="concentration", gt=0, how="how alike managers' use of the metric is around the company's practice"
    )
    cue: float = setting(
        0.28, unit="per week", ge=0, le=1, how="chance that a manager talks to a person about the work"
    )
    view: float = setting(
        1.0, unit="sd of true value", ge=0, how="error in a manager's view of value at a review; 0: sees exactly"
    )
    passes_on: float = setting(
        0.5,
        unit="share",
        ge=0,
        how="how much more managers behind the target ask about the number and count it; 0: no more",
    )


class Executive(Definition):
    """What the top does with what the dashboard shows."""

    push: float = setting(0.02, unit="per week", ge=0, le=1, how="growth of pressure with the shortfall; 0: lets it be")
    most_push: float = setting(1.5, unit="pressure", ge=0, how="where pressure stops growing")


class Incidents(Definition):
    """Agents act in real systems, and sometimes do harm."""

    useful: float = setting(0.01, unit="incidents per useful week", ge=0, how="rate of useful use; 0 removes it")
    padding: float = setting(
        0.16, unit="incidents per padding week", ge=0, how="rate of padding with agents under open permissions"
    )
    cost: float = setting(1.0, unit="baseline weeks", ge=0, how="harm done by one incident; 0 removes it")


class Turnover(Definition):
    """Why people leave."""

    pressure: float = setting(
        0.8, unit="log hazard", how="of full pressure to use AI on people whom it does not help; 0: none"
    )
    helped_from: float = setting(
        0.4,
        unit="share of own output per share of the week",
        gt=0,
        how="worth of AI from which pressure to use it drives nobody away",
    )
    disgust: float = setting(1.0, unit="log hazard", how="of everybody around padding, on those who never do; 0: none")
    passed_over: float = setting(0.2, unit="log hazard", how="of a review in the lower half, until the next; 0: none")


class Behaviour(Definition):
    """All of it."""

    noticing: Noticing = Noticing()
    belief: Belief = Belief()
    norm: Norm = Norm()
    standing: Standing = Standing()
    idea: Idea = Idea()
    choice: Choice = Choice()
    work: Work = Work()
    habit: Habit = Habit()
    learning: Learning = Learning()
    managers: Managers = Managers()
    executive: Executive = Executive()
    incidents: Incidents = Incidents()
    turnover: Turnover = Turnover()
