"""The guarantees of addressed random numbers, each a test of its own."""

import json
from fractions import Fraction
from hashlib import blake2b
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import kstest

from sim.company.decisions import Decision
from sim.company.luck import DrawnTwiceError, Luck, philox4x32, to_uniform

GOLDEN = json.loads(Path(__file__).with_name("golden_uniforms.json").read_text(encoding="utf-8"))
MANY = 200_000


def one_world(seats: int = MANY, seed: int = 1, world: int = 0) -> Luck:
    return Luck(seed, first_world=world, worlds=1, seats=seats)


def largest_correlation(streams: list[np.ndarray]) -> float:
    """The largest correlation between two streams, in its standard errors."""
    table = np.corrcoef(streams)
    np.fill_diagonal(table, 0)
    return float(np.abs(table).max() * np.sqrt(streams[0].size))


def test_the_conversion_is_exact_and_never_0_or_1() -> None:
    words = [0, 1, 2**12 - 1, 2**12, 2**63 - 1, 2**63, 2**64 - 2**12 - 1, 2**64 - 2**12, 2**64 - 2, 2**64 - 1]
    uniforms = to_uniform(np.array(words, np.uint64))
    assert [Fraction(u) for u in uniforms.tolist()] == [Fraction(2 * (w >> 12) + 1, 2**53) for w in words]
    assert uniforms.min() > 0
    assert uniforms.max() < 1


def test_uniform_is_the_documented_function_of_its_address() -> None:
    key = np.frombuffer(blake2b(b"7|3|metric noise", digest_size=16).digest(), "<u8").astype(np.uint64)
    words = np.random.Philox(key=key, counter=[0, 2, 40, 0]).random_raw(11)
    luck = Luck(7, first_world=3, worlds=1, seats=11)
    assert np.array_equal(luck.uniform(Decision.METRIC_NOISE, 40, sub=2), [((words >> 12) + 0.5) * 2.0**-52])


def test_pairs_are_the_documented_function_of_their_address() -> None:
    digest = blake2b(b"7|3|trait", digest_size=16).digest()
    key = np.array([[int.from_bytes(digest[at : at + 4], "little")] for at in (0, 4)], np.uint64)
    words = np.array([[11], [12], [13], [14]], np.uint64)
    philox4x32(words, key)
    four = Luck(7, first_world=2, worlds=2, seats=5).of_pairs(Decision.TRAIT, 1, 11, 12, week=13, sub=14)
    assert four.tolist() == [(int(word[0]) + 0.5) / 2**32 for word in words]


@pytest.mark.parametrize(
    ("counter", "key", "answer"),
    [
        ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
    ],
)
def test_philox4x32_gives_the_known_answers_of_random123(counter: str, key: str, answer: str) -> None:
    words, k = (np.array([[int(word, 16)] for word in text.split()], np.uint64) for text in (counter, key))
    philox4x32(words, k)
    assert [f"{int(word[0]):08x}" for word in words] == answer.split()


def draw_golden(entry: dict[str, Any]) -> float:
    luck = Luck(entry["seed"], entry["world"], 1, 1000)
    decision = Decision[entry["decision"]]
    if "seat" in entry:
        return float(luck.uniform(decision, entry["week"], sub=entry["sub"])[0, entry["seat"]])
    four = luck.of_pairs(decision, 0, entry["i"], entry["j"], week=entry["week"], sub=entry["sub"])
    return float(four[entry["word"]])


@pytest.mark.parametrize("entry", GOLDEN, ids=str)
def test_the_golden_uniforms_are_drawn_to_the_last_bit(entry: dict[str, Any]) -> None:
    assert draw_golden(entry) == entry["value"]


def test_draws_are_contiguous_tables_of_worlds_by_seats() -> None:
    luck = Luck(1, first_world=0, worlds=3, seats=7)
    for draws, shape in (
        (luck.uniform(Decision.QUIT, 1), (3, 7)),
        (luck.uniform(Decision.MANAGER, 0, size=2), (3, 2)),
    ):
        assert draws.shape == shape
        assert draws.dtype == np.float64
        assert draws.flags.c_contiguous


def test_each_of_the_four_numbers_of_pairs_lies_together() -> None:
    luck = Luck(1, first_world=0, worlds=3, seats=7)
    for draws, shape in (
        (luck.of_pairs(Decision.TRAIT, 1, 0, 0), (4,)),
        (luck.of_pairs(Decision.TRAIT, np.zeros((5, 1), int), 0, 0, sub=np.arange(2)), (5, 2, 4)),
        (luck.of_pairs(Decision.TRAIT, np.zeros(0, int), 0, 0), (0, 4)),
    ):
        assert draws.shape == shape
        assert draws.dtype == np.float64
        assert all(draws[..., word].flags.c_contiguous for word in range(4))


def test_a_later_draw_leaves_an_earlier_result_alone() -> None:
    luck = one_world(seats=100)
    first = luck.uniform(Decision.QUIT, 1)
    before = first.copy()
    luck.uniform(Decision.QUIT, 2)
    assert np.array_equal(first, before)


def test_call_order_is_irrelevant() -> None:
    addresses = list(product((Decision.CUE, Decision.QUIT), (1, 2, 3), (0, 1)))
    forth, back = Luck(1, 0, 2, 9), Luck(1, 0, 2, 9)
    straight = {a: forth.uniform(a[0], a[1], sub=a[2]) for a in addresses}
    for a in reversed(addresses):
        back.of_pairs(a[0], 1, a[1], a[2])
        assert np.array_equal(back.uniform(a[0], a[1], sub=a[2]), straight[a])


def test_draws_do_not_depend_on_the_block() -> None:
    seat = np.arange(9)
    block = Luck(1, first_world=0, worlds=8, seats=9)
    weekly, pairs = block.uniform(Decision.CUE, 4), block.of_pairs(Decision.TRAIT, np.arange(8)[:, None], seat, 2)
    for first, worlds in ((0, 3), (3, 1), (4, 4)):
        part = Luck(1, first_world=first, worlds=worlds, seats=9)
        assert np.array_equal(part.uniform(Decision.CUE, 4), weekly[first : first + worlds])
        same = part.of_pairs(Decision.TRAIT, np.arange(worlds)[:, None], seat, 2)
        assert np.array_equal(same, pairs[first : first + worlds])


def test_more_seats_change_nobody_elses_draws() -> None:
    widest = Luck(1, 0, 2, 20_001).uniform(Decision.CUE, 4)
    for seats in (1, 2, 3, 4, 5, 1000, 8191, 8192, 8193, 20_000):
        assert np.array_equal(Luck(1, 0, 2, seats).uniform(Decision.CUE, 4), widest[:, :seats])
        assert np.array_equal(Luck(1, 0, 2, 50).uniform(Decision.CUE, 4, size=seats), widest[:, :seats])


def test_pairs_are_random_access() -> None:
    luck = Luck(1, 0, 3, 5)
    among = np.random.default_rng(1)
    world, i, j, sub = (among.integers(0, top, 20_000) for top in (3, 2**32, 2**32, 5))
    together = luck.of_pairs(Decision.TIE, world, i, j, sub=sub)
    order = among.permutation(20_000)
    assert np.array_equal(
        luck.of_pairs(Decision.TIE, world[order], i[order], j[order], sub=sub[order]), together[order]
    )
    for n in (0, 1, 8191, 8192, 19_999):
        alone = luck.of_pairs(Decision.TIE, int(world[n]), int(i[n]), int(j[n]), sub=int(sub[n]))
        assert np.array_equal(alone, together[n])


@pytest.mark.parametrize(
    "wrong", [{"world": 2}, {"world": -1}, {"i": -1}, {"j": 2**32}, {"week": -1}, {"sub": np.array([0, -1])}], ids=str
)
def test_pairs_refuse_numbers_that_would_fall_on_another_address(wrong: dict[str, Any]) -> None:
    luck = Luck(1, 0, 2, 5)
    with pytest.raises(ValueError, match=f"{next(iter(wrong))} must be at least 0 and below"):
        luck.of_pairs(Decision.TRAIT, **{"world": 0, "i": 0, "j": 0, **wrong})


def test_drawing_twice_is_an_error() -> None:
    luck = Luck(1, 0, 2, 5)
    luck.uniform(Decision.CUE, 3)
    luck.uniform(Decision.CUE, 4)
    luck.uniform(Decision.CUE, 3, sub=1)
    luck.uniform(Decision.IDEA, 3)
    with pytest.raises(DrawnTwiceError, match=r"cue was drawn before in week 3 \(sub 0\)"):
        luck.uniform(Decision.CUE, 3, size=2)
    assert issubclass(DrawnTwiceError, RuntimeError)


def test_decisions_are_uncorrelated() -> None:
    luck = one_world()
    assert largest_correlation([luck.uniform(decision, 1)[0] for decision in Decision]) < 5


def test_neighbouring_weeks_and_subs_are_uncorrelated() -> None:
    luck = one_world()
    assert largest_correlation([luck.uniform(Decision.CUE, w, sub=s)[0] for w in range(5) for s in range(3)]) < 5


def test_worlds_are_uncorrelated() -> None:
    assert largest_correlation(list(Luck(1, 0, 12, MANY).uniform(Decision.CUE, 1))) < 5


def test_neighbouring_seeds_are_uncorrelated() -> None:
    lucks = [one_world(seed=seed, world=world) for seed in range(2020, 2026) for world in (0, 1)]
    assert largest_correlation([luck.uniform(Decision.CUE, 1)[0] for luck in lucks]) < 5


def test_neighbouring_seats_are_uncorrelated() -> None:
    draws = one_world().uniform(Decision.CUE, 1)[0]
    assert largest_correlation([draws[lag : MANY - 8 + lag] for lag in range(8)]) < 5


def test_pairs_are_uncorrelated_along_every_part_of_their_address() -> None:
    luck = Luck(1, 0, 2, 5)
    i = np.arange(50_000)
    addresses: list[tuple[Decision, int, Any, Any, int, int]] = [
        (Decision.TRAIT, 0, i, 0, 0, 0),
        (Decision.TRAIT, 0, i + 1, 0, 0, 0),
        (Decision.TRAIT, 0, i, 1, 0, 0),
        (Decision.TRAIT, 0, 1, i, 0, 0),
        (Decision.TRAIT, 0, i, 0, 1, 0),
        (Decision.TRAIT, 0, i, 0, 0, 1),
        (Decision.TRAIT, 1, i, 0, 0, 0),
        (Decision.TIE, 0, i, 0, 0, 0),
    ]
    fours = [luck.of_pairs(d, world, i, j, week=week, sub=sub) for d, world, i, j, week, sub in addresses]
    weekly = [luck.uniform(Decision.TRAIT, 0, size=i.size)[0]]
    assert largest_correlation([*(word for four in fours for word in four.T), *weekly]) < 5


@pytest.mark.parametrize("decision", Decision)
def test_every_decision_is_uniform(decision: Decision) -> None:
    luck = one_world()
    assert kstest(luck.uniform(decision, 1)[0], "uniform").pvalue > 1e-6
    assert kstest(luck.of_pairs(decision, 0, np.arange(MANY // 4), 1).ravel(), "uniform").pvalue > 1e-6


def test_names_of_decisions_are_unique_and_documented() -> None:
    assert len(Decision.__members__) == len(set(map(str, Decision)))
    assert len({decision.__doc__ for decision in Decision}) == len(Decision)
    assert all(decision.__doc__ and decision.__doc__.endswith(".") for decision in Decision)
