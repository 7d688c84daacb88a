"""What kind a fact is: by the prior, in one place."""

from sim.experiment.kinds import KEPT, ROBUST, kept, kind_of, prior_share
from sim.experiment.trying import Size, try_settings
from sim.scenario import bundled, load

AMAZON = "amazon_meshclaw"


def test_what_is_kept_of_the_prior_covers_the_facts_of_every_case() -> None:
    assert KEPT.is_file()
    found = kept()
    assert found["settings"] >= 200
    assert set(found["shares"]) == set(bundled())
    for name in bundled():
        assert set(found["shares"][name]) <= {fact.id for fact in load(name).facts}
        assert all(0 <= share <= 1 for share in found["shares"][name].values())


def test_the_prior_decides_what_is_robust_unless_it_is_a_consequence() -> None:
    shares = {fact.id: prior_share(AMAZON, fact.id) or 0.0 for fact in load(AMAZON).facts}
    assert min(shares.values()) < ROBUST < max(shares.values())
    for fact, share in shares.items():
        for stated in ("robust", "informative"):
            assert kind_of(AMAZON, fact, stated) == ("robust" if share >= ROBUST else "informative")
        assert kind_of(AMAZON, fact, "consequence") == "consequence"


def test_a_fact_that_was_never_tried_is_what_its_file_says() -> None:
    for stated in ("robust", "informative", "consequence"):
        assert kind_of("somebody's own", "A4", stated) == stated
        assert kind_of(AMAZON, "new", stated) == stated


def test_a_fact_held_against_results_has_that_kind() -> None:
    case = load(AMAZON, weeks=30)
    (found,) = try_settings(case, [{}], Size(20, 2), 0, [fact for fact in case.facts if fact.id in ("A1", "A7")])
    assert {fact.id: fact.kind for fact in found} == {"A1": "informative", "A7": "robust"}


def test_files_leave_to_the_prior_what_it_decides() -> None:
    stated = [fact.kind for name in bundled() for fact in load(name).facts if prior_share(name, fact.id) is not None]
    assert set(stated) <= {"informative", "consequence"}
