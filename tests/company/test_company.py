"""The company as a Mesa model: agents are views on its arrays, made when somebody asks for them."""

import copy
import gc
import itertools
import pickle
import weakref
from dataclasses import fields
from typing import Any

import mesa
import numpy as np
import pytest
from mesa.agent import AgentSet

from sim.company import Company
from sim.company.agents import Employee, Leaderboard, Manager
from sim.company.people import People
from sim.measures import all_measures


@pytest.fixture
def company(small: Any, ran: Any) -> Company:
    """A company of 96 people, ten weeks after the board went up."""
    made: Company = ran(small(settings={"behaviour.idea.own": 0.2}), weeks=15)
    return made


def employees(company: Company) -> AgentSet:
    return company.agents_by_type[Employee]


def made_agents(company: Company) -> int:
    """How many agents Mesa knows of, without asking for them."""
    return len(mesa.Model.agents.fget(company))


def test_a_company_without_arguments_works() -> None:
    company = Company()
    assert isinstance(company, mesa.Model)
    company.step()
    assert company.week == company.steps == 1
    assert company.people.value.shape == (1, 200)
    assert company.policy == "public board"


def test_a_company_runs_to_the_end_of_its_case(small: Any) -> None:
    company = Company(small(weeks=3))
    company.run_model()
    assert company.week == company.steps == 3
    assert not company.running


def test_an_unknown_policy_is_refused_by_name(small: Any) -> None:
    with pytest.raises(KeyError, match="has no policy 'bord'; it has none, policy"):
        Company(small(), "bord")


def test_what_is_measured_is_recorded_week_by_week(small: Any, ran: Any) -> None:
    still = {"company.quits_a_year": 0.0}
    company = ran(small(settings=still), weeks=6, worlds=2, measures=all_measures())
    assert list(company.record) == [measure.name for measure in all_measures()]
    for measure in all_measures():
        values = company.record[measure.name]
        assert values.shape == (30, 2)
        assert values.dtype == np.float64
        assert np.isnan(values[6:]).all()
        np.testing.assert_array_equal(values[5], measure.of(company))


def test_running_a_company_never_makes_an_agent(company: Company) -> None:
    assert made_agents(company) == 0
    company.step()
    assert made_agents(company) == 0
    assert len(company.agents) == made_agents(company) == 1 + 12 + 96


def test_the_agents_are_a_board_managers_and_employees(company: Company) -> None:
    assert {kind: len(agents) for kind, agents in company.agents_by_type.items()} == {
        Leaderboard: 1,
        Manager: 12,
        Employee: 96,
    }
    assert set(company.agent_types) == {Leaderboard, Manager, Employee}
    assert [agent.unique_id for agent in company.agents] == list(range(1, 110))


def test_asking_again_gives_the_same_agents(company: Company) -> None:
    assert list(company.agents) == list(company.agents)
    assert employees(company)[3] is employees(company)[3]


def test_views_read_the_arrays(company: Company) -> None:
    for name in ("skill", "padding", "belief", "generation", "honest"):
        values = getattr(company.people, name)[0]
        assert [getattr(view, name) for view in employees(company)] == values.tolist()
    assert isinstance(employees(company)[0].skill, float)
    assert isinstance(employees(company)[0].honest, bool)


def test_views_write_the_arrays(company: Company) -> None:
    view = employees(company)[5]
    view.padding = 0.25
    view.useful += 0.5
    assert company.people.padding[0, 5] == 0.25
    assert view.useful == company.people.useful[0, 5] >= 0.5


def test_what_is_written_through_a_view_is_lived(small: Any) -> None:
    company = Company(small(settings={"behaviour.choice.redo": 0.0, "company.quits_a_year": 0.0}))
    view = employees(company)[5]
    view.useful, view.padding = 0.4, 0.1
    company.step()
    expected = view.useful_yield * 0.4 + view.padding_yield * 0.1
    assert view.mean_metric == pytest.approx(expected)
    assert view.last_padded == 1


@pytest.mark.parametrize("kind", ["multiplicative", "additive"])
def test_no_two_arrays_are_one_so_that_what_is_written_is_written_once(
    kind: str, small: Any, ran: Any, board: Any
) -> None:
    row = {"useful": 1.0, "padding": 2.0, "noise": 0.2, "noise_kind": kind}
    company = ran(small([board | {"week": 2, "metric": "memo"}], metrics={"memo": row}), weeks=4)
    arrays = {field.name: getattr(company.people, field.name) for field in fields(People)}
    for one, other in itertools.combinations(arrays, 2):
        assert not np.may_share_memory(arrays[one], arrays[other]), (one, other)


@pytest.mark.parametrize(
    ("trait", "value", "brings"),
    [("ai_value", 5.0, "gain"), ("rework", 0.95, "gain"), ("job", 3.0, "mean_metric"), ("knack", 3.0, "mean_metric")],
)
def test_what_follows_from_a_trait_follows_when_it_is_written_through_a_view(
    trait: str, value: float, brings: str, small: Any
) -> None:
    company = Company(small(settings={"behaviour.choice.redo": 0.0, "company.quits_a_year": 0.0}))
    view, beside = employees(company)[5], employees(company)[6]
    view.useful, view.padding = 0.4, 0.1
    company.step()
    before, of_other = getattr(view, brings), getattr(beside, brings)
    setattr(view, trait, value)
    company.step()
    assert abs(getattr(view, brings) - before) > 0.2 * abs(before)
    assert getattr(beside, brings) == pytest.approx(of_other, rel=0.05)


def test_whatever_trait_is_written_what_is_worked_out_of_traits_is_that_of_the_new_one(small: Any) -> None:
    company = Company(small())
    names = [field.name for field in fields(People)]
    traits = names[names.index("skill") : names.index("honest")]
    worked_out = names[names.index("useful_yield") : names.index("root_unmeasured") + 1]
    for seat, trait in enumerate(traits):
        setattr(employees(company)[seat], trait, 0.3)
    as_written = {name: getattr(company.people, name).copy() for name in worked_out}
    company.derive(np.arange(company.seats))
    for name, values in as_written.items():
        np.testing.assert_array_equal(getattr(company.people, name), values, err_msg=name)


def test_select_groupby_agg_get_and_set_work_as_in_mesa(company: Company) -> None:
    people, everybody = company.people, employees(company)
    assert len(everybody.select(lambda view: view.padding > 0)) == (people.padding > 0).sum() > 0
    assert everybody.agg("value", np.mean) == pytest.approx(people.value.mean())
    assert everybody.get("metric") == people.metric[0].tolist()
    assert everybody.get(["seat", "team"])[9] == [9, 1]
    best = everybody.groupby("team").map("agg", "skill", max)
    assert [best[team] for team in range(12)] == people.skill.reshape(12, 8).max(axis=1).tolist()
    everybody.set("trust", 0.5)
    assert (people.trust == 0.5).all()
    everybody.do(lambda view: setattr(view, "trust", view.trust / 2))
    assert (people.trust == 0.25).all()


def test_a_data_collector_collects_from_company_and_agents(small: Any) -> None:
    company = Company(small(settings={"company.quits_a_year": 0.9}))
    collector = mesa.DataCollector(
        model_reporters={"value": lambda company: company.people.value.mean(), "week": "week"},
        agenttype_reporters={Employee: {"seat": "seat", "useful": "useful"}},
    )
    kept = []
    for _ in range(20):
        company.step()
        collector.collect(company)
        kept.append(company.people.useful[0].copy())
    assert collector.get_model_vars_dataframe()["week"].tolist() == list(range(1, 21))
    table = collector.get_agenttype_vars_dataframe(Employee)
    assert len(table) == 20 * 96
    for week in (1, 20):
        assert table.loc[week].sort_values("seat")["useful"].tolist() == kept[week - 1].tolist()


def test_a_team_knows_its_manager_and_a_manager_the_team(company: Company) -> None:
    manager = employees(company)[17].manager
    assert isinstance(manager, Manager)
    assert manager.team == employees(company)[17].team == 2
    assert [view.seat for view in manager.members] == list(range(16, 24))
    assert manager.use_of_metric == company.managers_use()[0, 2]
    assert manager.behind == company.behind[0, 2]


def test_the_leaderboard_shows_what_is_counted_and_who_stands_where(company: Company) -> None:
    (board,) = company.agents_by_type[Leaderboard]
    assert (board.metric, board.audience) == ("tokens", "company")
    standings = [view.metric for view in board.standings]
    assert standings == sorted(company.people.metric[0].tolist(), reverse=True)


def test_equals_stand_on_the_leaderboard_in_the_order_of_their_seats(company: Company) -> None:
    company.people.metric[:] = np.repeat([0.5, 2.0, 1.0], 32)
    (board,) = company.agents_by_type[Leaderboard]
    assert [view.seat for view in board.standings] == [*range(32, 64), *range(64, 96), *range(32)]


def test_a_view_of_somebody_who_left_is_an_error(small: Any) -> None:
    company = Company(small(settings={"company.quits_a_year": 0.9}))
    before = list(employees(company))
    while not company.people.quit.any():
        company.step()
    seat = int(np.flatnonzero(company.people.generation[0])[0])
    gone, now = before[seat], next(view for view in employees(company) if view.seat == seat)
    assert not gone.present
    with pytest.raises(LookupError, match=f"person {gone.unique_id} has left seat {seat}"):
        _ = gone.padding
    with pytest.raises(LookupError, match="has left"):
        gone.padding = 0.5
    assert now.present
    assert now.unique_id > gone.unique_id
    assert now.skill == company.people.skill[0, seat]
    assert len(employees(company)) == 96


def test_remove_goes_through_the_company(company: Company) -> None:
    view = employees(company)[30]
    skill, belief = view.skill, view.belief
    view.remove()
    assert company.people.generation[0].tolist()[30] == 1 + 0
    assert company.people.skill[0, 30] != skill
    assert company.people.belief[0, 30] == company.people.prior[0, 30] != belief
    assert len(employees(company)) == 96
    assert view not in company.agents
    with pytest.raises(LookupError):
        _ = view.skill
    view.remove()
    assert company.people.generation[0, 30] == 1
    company.step()


def test_blocks_of_several_worlds_have_no_agents(small: Any) -> None:
    company = Company(small(), worlds=2)
    for name in ("agents", "agents_by_type", "agent_types"):
        with pytest.raises(RuntimeError, match="this one steps 2 worlds at once"):
            getattr(company, name)
    company.step()


@pytest.mark.parametrize("views", ["with agents", "without agents"])
def test_a_company_that_is_no_longer_needed_is_freed(views: str, small: Any) -> None:
    company = Company(small())
    company.step()
    if views == "with agents":
        assert len(company.agents) == 109
        company.step()
        employees(company)[3].remove()
        assert len(company.agents) == 109
    watched = weakref.ref(company)
    del company
    gc.collect()
    assert watched() is None


def test_a_subclass_may_step_in_its_own_way(small: Any) -> None:
    class Amnesty(Company):
        def step(self) -> None:
            super().step()
            employees(self).set("padding", 0.0)

    case = small(settings={"behaviour.idea.own": 0.5, "behaviour.choice.redo": 0.5})
    strict, plain = Amnesty(case), Company(case)
    for _ in range(15):
        strict.step()
        plain.step()
    assert strict.week == strict.steps == 15
    assert strict.people.last_padded.any()
    assert not strict.people.padding.any()
    assert plain.people.padding.any()


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda company: pickle.loads(pickle.dumps(company))])
@pytest.mark.parametrize("views", ["with agents", "without agents"])
def test_a_copy_steps_on_as_the_company_itself(copied: Any, views: str, small: Any, ran: Any, state: Any) -> None:
    company = ran(small(), weeks=12, measures=all_measures())
    if views == "with agents":
        assert len(company.agents) == 109
    twin = copied(company)
    unmoved = state(company)
    for _ in range(8):
        twin.step()
    assert all(unmoved[name].tobytes() == now.tobytes() for name, now in state(company).items())
    for _ in range(8):
        company.step()
    assert all(state(twin)[name].tobytes() == now.tobytes() for name, now in state(company).items())
    assert len(twin.agents) == 109
    assert all(view.model is twin for view in twin.agents)
