"""What a company puts at stake: teams that must meet a target, boards of a few or of teams, charges and caps."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from sim.behaviour.metric_luck import MetricLuck
from sim.behaviour.pay import Pay
from sim.behaviour.standing import AmongAll, AsTeam, OnTop
from sim.behaviour.target import Meeting
from sim.company import Company
from sim.company.stakes import incentives

EVERYBODY = np.arange(96)
AT_ONCE = {"behaviour.noticing.rate": 1.0, "behaviour.idea.own": 0.1, "company.quits_a_year": 0.0}
TEAM = {"share": 0.8, "push": 0.8, "level": 0.066, "of": "team"}


def term(company: Company, kind: type, place: int = 0) -> Any:
    """One of the terms of everybody's incentives, of a kind."""
    at_stake = incentives(company, EVERYBODY)
    assert at_stake is not None
    return [term for term in at_stake.terms if isinstance(term, kind)][place]


def differing(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    return {name for name in one if one[name].tobytes() != other[name].tobytes()}


def test_a_target_of_teams_moves_a_person_by_the_chance_of_deciding(small: Any, ran: Any, board: Any) -> None:
    """Against every way in which the seven mates may meet the target or miss it."""
    teams = ran(small([board | {"target": TEAM}], AT_ONCE), weeks=12)
    stake = term(teams, Meeting).stake
    people, choice = teams.people, teams.case.behaviour.choice
    belief = 1 / (1 + np.exp(-people.belief[0]))
    alone = choice.job * people.fear[0] * teams.push[0, 0] * (choice.job_prior + belief)
    luck = MetricLuck(teams.row.noise, True)
    chance = luck.reaches(luck.centre(people.mean_metric[0]), teams.level[0])
    for seat in (0, 13, 95):
        mates = [mate for mate in range(96) if mate // 8 == seat // 8 and mate != seat]
        decides = 0.0
        for met in product([True, False], repeat=7):
            ways = np.where(met, chance[mates], 1 - chance[mates]).prod()
            decides += ways if sum(met) + 1 == 7 else 0.0  # 80 % of eight are seven people
        assert stake[seat] == pytest.approx(alone[seat] * decides)


def test_in_teams_of_one_a_target_of_teams_is_one_of_people(small: Any, ran: Any, state: Any, board: Any) -> None:
    settings = AT_ONCE | {"company.team_size": 1}
    persons, teams = (state(ran(small([board | {"target": TEAM | {"of": of}}], settings))) for of in ("person", "team"))
    assert persons["padding"].any()
    assert not differing(persons, teams)


def test_where_others_decide_a_target_moves_people_less(late: Any) -> None:
    only = {"people.status": 0.0, "behaviour.choice.career": 0.0, "behaviour.choice.job": 1.0}
    persons, teams = (late("reported adoption", only, target={"of": of}) for of in ("person", "team"))
    assert (teams < persons).all()


def test_a_target_for_some_teams_presses_on_those_alone(small: Any, ran: Any, board: Any) -> None:
    target = TEAM | {"of": "person", "share": 1.0}
    company = ran(small([board | {"target": target | {"teams": 0.5}}], AT_ONCE), weeks=12)
    has = company.team_luck[0] < 0.5
    assert 0 < has.sum() < 12
    assert ((company.pressure[0] > 0) == has).all()
    assert (company.behind[0][~has] == 0).all()
    assert ((term(company, Meeting).stake > 0) == np.repeat(has, 8)).all()


def test_a_target_for_no_team_is_one_that_nobody_presses(small: Any, ran: Any, state: Any, board: Any) -> None:
    still = AT_ONCE | {"behaviour.executive.push": 0.0, "behaviour.managers.passes_on": 0.0}
    targets = [{"share": 1.0, "level": 0.066} | more for more in ({"teams": 0.0}, {"push": 0.0})]
    none, unpressed = (state(ran(small([board | {"target": target}], still))) for target in targets)
    assert differing(none, unpressed) == {"push", "behind"}


def test_a_board_of_the_top_is_a_matter_of_passing_the_last_of_them(small: Any, ran: Any, board: Any) -> None:
    company = ran(small([board | {"audience": {"who": "company", "top": 10}}], AT_ONCE), weeks=12)
    top, place = term(company, OnTop), company.people.place[0]
    others = [np.sort(np.delete(place, seat))[-10] for seat in range(96)]
    np.testing.assert_array_equal(top.cut, others)
    np.testing.assert_allclose(top.stake, company.people.status[0])


def test_a_board_of_the_top_that_shows_everybody_confers_no_standing(
    small: Any, ran: Any, state: Any, board: Any
) -> None:
    for top in (96, 500):
        audience = {"who": "company", "top": top}
        levers = [board | {"audience": audience}]
        plain, vain = (ran(small(levers, AT_ONCE | {"people.status": worth})).people for worth in (0.0, 0.3))
        assert plain.padding.any()
        for name in ("useful", "padding", "unmeasured"):
            np.testing.assert_allclose(getattr(plain, name), getattr(vain, name), atol=1e-9)


def test_a_prize_goes_to_as_many_as_win(small: Any, ran: Any, board: Any) -> None:
    company = ran(small([board | {"bonus": {"prize": 0.4, "winners": 0.125}}], AT_ONCE), weeks=12)
    prize, place = term(company, OnTop), company.people.place[0]
    assert (prize.stake == 0.4).all()
    np.testing.assert_array_equal(prize.cut, [np.sort(np.delete(place, seat))[-12] for seat in range(96)])


def test_a_pool_is_shared_in_proportion_to_the_metric(small: Any, ran: Any, board: Any) -> None:
    company = ran(small([board | {"bonus": {"pool": 0.05}}], AT_ONCE), weeks=12)
    pay, metric = term(company, Pay), company.people.metric[0]
    np.testing.assert_allclose(pay.worth(metric), 0.05 * metric / metric.mean())
    others = metric.sum() - metric
    np.testing.assert_allclose(pay.marginal(metric), 0.05 * 96 * others / metric.sum() ** 2)
    assert pay.worth(metric).mean() == pytest.approx(0.05)


def test_teams_are_ranked_by_their_means_among_the_other_teams(small: Any, ran: Any, board: Any) -> None:
    company = ran(small([board | {"audience": {"who": "company", "ranked": "teams"}}], AT_ONCE), weeks=12)
    people, noise = company.people, company.row.noise
    team, metric = term(company, AsTeam), people.metric[0]
    means = metric.reshape(12, 8).mean(axis=1)
    worth = team.worth(metric)
    for seat in (0, 40, 95):
        own = seat // 8
        distance = np.log(means[own]) - (noise**2 / 8) / 2 - np.log(np.delete(means, own))
        expected = people.status[0, seat] * norm.cdf(distance / (noise / np.sqrt(8))).mean()
        assert worth[seat] == pytest.approx(expected, abs=1e-3)


def test_teams_of_one_are_ranked_as_people(small: Any, ran: Any) -> None:
    company = ran(small(settings=AT_ONCE | {"company.team_size": 1}), weeks=12)
    as_people = incentives(company, EVERYBODY)
    audience = company.levers.audience.model_copy(update={"ranked": "teams"})
    company.levers = company.levers.model_copy(update={"audience": audience})
    as_teams = incentives(company, EVERYBODY)
    assert as_people is not None
    assert as_teams is not None
    assert any(isinstance(term, AsTeam) for term in as_teams.terms)
    metric = company.people.metric[0]
    np.testing.assert_allclose(as_people.worth(metric), as_teams.worth(metric), rtol=1e-12)
    np.testing.assert_allclose(as_people.marginal(metric), as_teams.marginal(metric), rtol=1e-9)


def test_status_in_a_ranked_team_is_a_matter_of_few(late: Any) -> None:
    vain = {"people.status": 0.4}
    people, teams = (
        late("padding share", vain, audience={"who": "company", "ranked": ranked}) for ranked in ("people", "teams")
    )
    assert (teams < people).all()


def test_a_board_without_names_gives_a_share_of_standing(small: Any, ran: Any, state: Any, board: Any) -> None:
    named, unnamed = ({"who": "company", "names": names} for names in (True, False))
    whole = state(ran(small([board | {"audience": named}], AT_ONCE)))
    alike = state(ran(small([board | {"audience": unnamed}], AT_ONCE | {"behaviour.standing.unnamed": 1.0})))
    assert not differing(whole, alike)
    companies = [ran(small([board | {"audience": audience}], AT_ONCE), weeks=5) for audience in (named, unnamed)]
    career = [incentives(company, EVERYBODY) for company in companies]
    stakes = [at_stake.terms[0].stake for at_stake in career if at_stake and isinstance(at_stake.terms[0], AmongAll)]
    np.testing.assert_allclose(stakes[0] - stakes[1], 0.7 * companies[0].people.status[0])


def test_names_raise_padding(late: Any) -> None:
    named, unnamed = (
        late("padding share", {"people.status": 0.4}, audience={"who": "company", "names": names})
        for names in (True, False)
    )
    assert (unnamed < named).all()


def test_a_charge_is_the_price_of_ones_own_use_in_baseline_weeks(small: Any, ran: Any, board: Any) -> None:
    company = ran(small([board | {"limits": {"chargeback": 0.5}}], AT_ONCE), weeks=6)
    charge = term(company, Pay)
    np.testing.assert_allclose(charge.worth(np.full(96, 2.0)), -0.5 * 2.0 * 1.5e-6 * 230e6 / 5000.0)


LIMITS = [{"chargeback": 0.0}, {"cap": None}, {"cap": 1e9}]


@pytest.mark.parametrize("limits", LIMITS)
def test_limits_that_hold_nobody_back_change_no_byte(limits: Any, small: Any, ran: Any, state: Any, board: Any) -> None:
    none, some = (state(ran(small([board | more], AT_ONCE))) for more in ({}, {"limits": limits}))
    assert none["padding"].any()
    assert not differing(none, some)


def test_charges_lower_the_metric(late: Any) -> None:
    settings = {"company.wage": 500.0}
    free, charged = (late("metric", settings, limits={"chargeback": share}) for share in (0.0, 1.0))
    assert (charged < free).all()


def test_a_cap_binds_everybody_from_its_week_on(small: Any, ran: Any, board: Any) -> None:
    never = AT_ONCE | {"behaviour.idea.own": 0.5}
    company = ran(small([board, {"week": 20, "limits": {"cap": 0.2}}], never), weeks=19)
    assert (company.people.mean_metric > 0.2).any()
    company.step()
    assert (company.people.mean_metric <= 0.2 + 1e-12).all()
    assert (company.people.mean_metric > 0.2 - 1e-12).any()


def test_a_tighter_cap_lowers_padding_and_the_metric(late: Any) -> None:
    for measure in ("padding share", "metric"):
        loose, tight = (late(measure, limits={"cap": cap}) for cap in (1.0, 0.1))
        assert (tight < loose).all()
