"""How people come to believe, to find normal, to want and to know: one set of defaults for every case."""

from sim.scenario.setting import Definition, setting


class Noticing(Definition):
    """How fast a new board or target reaches people."""

    rate: float = setting(
        0.24,
        unit="per week",
        plausible=(0.1, 0.6),
        ge=0,
        le=1,
        how="share of the unaware who take notice, and reconsider; 1: at once",
    )


class Belief(Definition):
    """How people come to believe that the metric counts in reviews."""

    prior: float = setting(0.39, unit="probability", plausible=(0.3, 0.6), gt=0, lt=1, how="belief before any sign")
    fear: float = setting(
        0.5,
        unit="log-odds",
        plausible=(0.0, 1.0),
        how="how much more the fearful believe it, most against least; 0 removes it",
    )
    fade: float = setting(
        0.031, unit="per week", plausible=(0.01, 0.1), ge=0, le=1, how="how fast events are forgotten"
    )
    board: float = setting(
        1.5, unit="likelihood ratio", plausible=(1.5, 3.0), gt=0, how="what a board in view says; 1: nothing"
    )
    asked: float = setting(
        4.1,
        unit="likelihood ratio",
        plausible=(2.0, 5.0),
        gt=0,
        how="a manager asks about the number; 1: means nothing",
    )
    looked: float = setting(
        0.83, unit="likelihood ratio", plausible=(0.75, 1.0), gt=0, how="a manager talks and does not ask; 1: nothing"
    )
    denied: float = setting(
        0.34,
        unit="likelihood ratio",
        plausible=(0.3, 0.9),
        gt=0,
        how="a clear, trusted official 'it does not count'; 1: means nothing",
    )
    affirmed: float = setting(
        6.0, unit="likelihood ratio", plausible=(2.0, 8.0), gt=0, how="a clear official 'it counts'; 1: nothing"
    )
    promoted: float = setting(
        1.6,
        unit="likelihood ratio",
        plausible=(1.2, 3.0),
        gt=0,
        how="promotion of a team-mate high on the metric, its inverse for one low; 1: nothing",
    )
    peers: float = setting(
        0.11,
        unit="per week",
        plausible=(0.0, 0.2),
        ge=0,
        le=1,
        how="how far people's log-odds move to their team's; 0 removes it",
    )
    trust_lost: float = setting(
        0.25,
        unit="share a cue",
        plausible=(0.05, 0.5),
        ge=0,
        le=1,
        how="trust in the official word lost when a manager contradicts it; 0: none",
    )
    trust_regained: float = setting(
        0.02, unit="per week", plausible=(0.005, 0.05), ge=0, le=1, how="how fast that trust comes back"
    )


class Norm(Definition):
    """How padding by others makes padding normal."""

    rate: float = setting(
        0.2,
        unit="per week",
        plausible=(0.05, 0.3),
        ge=0,
        le=1,
        how="how fast the impression of how many pad follows what is seen; 0: never",
    )
    ties: float = setting(
        0.3,
        unit="share",
        plausible=(0.1, 0.5),
        ge=0,
        le=1,
        how="weight of colleagues in other teams in what is seen; 0: own team only",
    )
    relief: float = setting(
        0.47, unit="share", plausible=(0.2, 0.8), ge=0, le=1, how="scruples lifted when everybody pads; 0 removes it"
    )


class Standing(Definition):
    """What it is worth to be seen ahead, by who sees it."""

    team: float = setting(
        0.68,
        unit="share",
        plausible=(0.5, 0.9),
        ge=0,
        le=1,
        how="weight of one's rank when only the team sees it",
        source="people compare themselves with those alike (Festinger 1954)",
    )
    manager: float = setting(
        0.05, unit="share", plausible=(0.0, 0.2), ge=0, le=1, how="weight of one's rank when only the manager sees it"
    )
    unnamed: float = setting(
        0.3, unit="share", plausible=(0.1, 0.6), ge=0, le=1, how="weight of one's rank on a board without names"
    )


class Motive(Definition):
    """How control crowds out the own motive."""

    crowding: float = setting(
        0.0,
        unit="share",
        plausible=(0.0, 0.5),
        ge=0,
        le=1,
        how="share of the motive that full control takes; 0 removes it",
        source="best workers 6-8 % less productive (Gubler, Larkin and Pierce 2016)",
    )
    falls: float = setting(
        0.1, unit="per week", plausible=(0.05, 0.3), ge=0, le=1, how="how fast the motive is lost; 0: never"
    )
    returns: float = setting(
        0.02, unit="per week", plausible=(0.005, 0.05), ge=0, le=1, how="how fast it comes back; 0: never"
    )


class Knowhow(Definition):
    """How knowing how to pad spreads."""

    practice: float = setting(
        0.05, unit="per week", plausible=(0.02, 0.1), ge=0, le=1, how="what a week of padding teaches; 0: nothing"
    )
    coaching: float = setting(
        0.1,
        unit="per week",
        plausible=(0.08, 0.25),
        ge=0,
        le=1,
        how="how fast people learn it from those around; 0: not",
        source="staff coached each other (Wells Fargo, independent directors' report 2017)",
    )
    ease: float = setting(
        0.0,
        unit="log cost",
        plausible=(0.0, 1.0),
        ge=0,
        le=20,
        how="how much cheaper full know-how makes padding; 0 removes it",
    )


class Idea(Definition):
    """How people hit upon padding."""

    own: float = setting(
        0.027,
        unit="per week",
        plausible=(0.005, 0.05),
        ge=0,
        le=1,
        how="chance of thinking of it oneself under a board or target",
    )
    seen: float = setting(
        0.62, unit="per week", plausible=(0.2, 0.9), ge=0, le=1, how="chance added when everybody around pads"
    )
