"""The one registry of what is left to chance: every random draw in a company goes by a name below."""

from enum import StrEnum, unique


@unique
class Decision(StrEnum):
    """What a random draw decides; a name's ``__doc__`` says what is drawn and for whom.

    The text of a name is part of the address of its draws: another text is other luck, while adding, removing
    or reordering names changes nothing for the rest.
    """

    def __new__(cls, text: str, drawn: str) -> "Decision":
        """Make a name from its text and from what is drawn under it."""
        name = str.__new__(cls, text)
        name._value_ = text
        name.__doc__ = drawn
        return name

    NOTICE = "notice", "Weekly, by seat: whether a new target or board is noticed."
    CUE = "cue", "Weekly, by seat: whether the manager's cue is caught."
    IDEA = "idea", "Weekly, by seat: whether padding is thought of."
    RECONSIDER = "reconsider", "Weekly, by seat: whether efforts are chosen anew."
    CHOICE_NOISE = "choice noise", "When choosing, by seat, sub = block of four: the noise in how options are judged."
    METRIC_NOISE = "metric noise", "Weekly, by seat: the noise in the metric."
    INCIDENT = "incident", "Weekly, by seat: how many incidents."
    AUDIT = "audit", "Weekly, by seat: whether an audit finds padding."
    OBSERVED_VALUE = "observed value", "At a review, by seat: the error in the manager's view of value."
    DISMISSED = "dismissed", "Weekly, by seat: whether who was found out must go."
    QUIT = "quit", "Weekly, by seat: whether the person leaves."
    TRAIT = "trait", "At hire, by person = (seat, generation), sub = block of four: traits."
    TIE = "tie", "At the start, by pair of seats: whether they know each other across teams."
    MANAGER = "manager", "At the start, by team, sub = trait: what the manager is like."
    TEAM_TARGET = "team target", "At the start, by team: whether a target for some teams is for this one."
    UNCERTAIN = "uncertain", "At the start, by uncertain parameter: its value in this world."
    PROXY_ORDER = "proxy order", "Proxyeconomics, at each step, by agent: in what order agents act."
    PROXY_REPLACED = "proxy replaced", "Proxyeconomics, at each step, by agent: whether one that loses is replaced."
    PROXY_PARENT = "proxy parent", "Proxyeconomics, at each step, by agent: of which other agent it becomes a copy."
    PROXY_ANGLE = "proxy angle", "Proxyeconomics, by agent: the angle at step 0, afterwards how far a copy's is off."
    PROXY_TALENT = "proxy talent", "Proxyeconomics, by agent: the talent at step 0, afterwards of a copy."
