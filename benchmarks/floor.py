"""The floor: what a run cannot do without, and nothing else.

One run is watched: every random draw, every smooth function (NumPy's exponentials and logarithms, one-argument
functions of `scipy.special`, the normal distribution's, and tables that stand for others) and every sort is noted with
its size. What is asked of the same numbers again is noted once; arrays below a thousand numbers and functions of
several arguments are left out. The floor draws, evaluates and sorts what was noted, over numbers that lie ready, into
places that lie ready where the function allows it: no state is gathered, nothing added up, nobody chooses.

The engine reads the normal distribution from tables. The floor evaluates the functions themselves, as was ordered; with
the engine's tables in their place it is lower.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from hashlib import blake2b
from math import prod
from time import perf_counter
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
import scipy.special

from sim.behaviour import cubic, normal
from sim.company import Company
from sim.company.decisions import Decision
from sim.company.heap import keep_memory
from sim.company.luck import Luck
from sim.experiment.benchmark import busy_case
from sim.measures import all_measures

LEAST, CELLS = 1_000, 512
DRAWS = ("uniform", "of_pairs")
SMOOTH = ("exp", "expm1", "log", "log1p")
TABLES = ("read", "slope")
NORMAL = {"chance": scipy.special.ndtr, "quantile": scipy.special.ndtri}
TABLED: dict[str, Callable[..., Any]] = {"chance": partial(normal.chance, sd=1.0), "quantile": normal.quantile}
SORTS = ("sort", "argsort", "partition", "argpartition")
OF_ANY_NUMBER = ("exp", "expm1", "ndtr", "chance")
SPECIAL = {id(f): name for name, f in vars(scipy.special).items() if isinstance(f, np.ufunc) and f.nin == 1}


class Deed(NamedTuple):
    """Something that was done: its name, the shape of its array, and what else it was given."""

    name: str
    shape: tuple[int, ...]
    given: tuple[Any, ...] = ()
    options: dict[str, Any] = {}


def watch(people: int, weeks: int) -> list[Deed]:
    """Let the busy company pass some weeks and return what of it belongs to the floor, in order."""
    case, measures = busy_case(people, weeks), all_measures()
    with _noting() as deeds:
        company = Company(case, "board", measures=measures)
        while company.running:
            company.step()
    return deeds


@contextmanager
def _noting() -> Iterator[list[Deed]]:
    deeds: list[Deed] = []
    known: set[bytes] = set()
    silent = False

    def is_new(name: str, arrays: list[Any]) -> bool:
        digest = blake2b(name.encode(), digest_size=16)
        for array in arrays:
            digest.update(np.ascontiguousarray(array).data)
        new = digest.digest() not in known
        known.add(digest.digest())
        return new

    def noting(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **options: Any) -> Any:
            nonlocal silent
            arrays = [one for one in given if isinstance(one, np.ndarray)]
            if silent or not arrays:
                return work(*given, **options)
            asked = arrays[0 if name in NORMAL else -1]
            if asked.size >= LEAST and is_new(name, arrays):
                rest = tuple(one for one in given if not isinstance(one, np.ndarray))
                deeds.append(Deed(name, asked.shape, rest, {} if name not in SORTS else options))
            silent = name in NORMAL
            try:
                return work(*given, **options)
            finally:
                silent = False

        return run

    def drawing(name: str) -> Callable[..., Any]:
        draw = getattr(Luck, name)

        def run(luck: Luck, decision: Decision, *given: Any, **named: Any) -> Any:
            drawn = draw(luck, decision, *given, **named)
            deeds.append(Deed(name, drawn.shape, (decision, *given) if name == "uniform" else (decision,), named))
            return drawn

        return run

    with ExitStack() as patches:

        def put(owner: Any, name: str, new: Callable[..., Any]) -> None:
            patches.enter_context(patch.object(owner, name, new))

        for name in DRAWS:
            put(Luck, name, drawing(name))
        for name in (*SMOOTH, *SORTS):
            put(np, name, noting(name, getattr(np, name)))
        for name in TABLES:
            put(cubic, name, noting(name, getattr(cubic, name)))
        for name in NORMAL:
            put(normal, name, noting(name, getattr(normal, name)))
        for module in [module for name, module in sys.modules.items() if name.startswith("sim.")]:
            for name, value in list(vars(module).items()):
                if id(value) in SPECIAL:
                    put(module, name, noting(SPECIAL[id(value)], value))
        yield deeds


def numbers_of(deeds: list[Deed], people: int, weeks: int) -> dict[str, float]:
    """Return how many numbers a person and week each kind of deed is done with."""
    numbers: Counter[str] = Counter()
    for deed in deeds:
        numbers[deed.name] += prod(deed.shape)
    return {name: number / people / weeks for name, number in numbers.items()}


def pass_floor(deeds: list[Deed], people: int, by_table: bool = False) -> dict[str, float]:
    """Do what was noted and nothing else; return the seconds of each kind of deed.

    Parameters
    ----------
    deeds
        What was noted, see `watch`.
    people
        How many there are.
    by_table
        Whether to read the normal distribution from the engine's tables rather than evaluate its functions.
    """
    redo = _Redo(max(prod(deed.shape) for deed in deeds), people, by_table)
    taken: dict[str, float] = {}
    for deed in deeds:
        work = redo.of(deed)
        start = perf_counter()
        work()
        taken[deed.name] = taken.get(deed.name, 0.0) + perf_counter() - start
    return taken


class _Redo:
    """What lies ready for the floor: numbers to work on, places for the results."""

    def __init__(self, most: int, people: int, by_table: bool) -> None:
        keep_memory()
        self.by_table = by_table
        self.luck = Luck(0, 0, 1, people)
        self.uniform = Luck(1, 0, 1, most).uniform(Decision.IDEA, 0)[0]
        self.normal = np.asarray(scipy.special.ndtri(self.uniform))
        self.result = np.empty(most)
        self.table = cubic.through(*np.ones((2, CELLS + 1)))
        self.cell, self.part = cubic.cell_of(self.uniform * CELLS, CELLS)

    def of(self, deed: Deed) -> Callable[[], Any]:
        """Return the deed, ready to be done."""
        name, shape, size = deed.name, deed.shape, prod(deed.shape)
        if name == "uniform":
            return lambda: self.luck.uniform(*deed.given, **deed.options)
        if name == "of_pairs":
            pairs = np.zeros(size // 4, np.int64), np.arange(size // 4), np.arange(size // 4)
            return lambda: self.luck.of_pairs(deed.given[0], *pairs)
        if name in SORTS:
            unordered = self.normal[:size].reshape(shape)
            return lambda: getattr(np, name)(unordered, *deed.given, **deed.options)
        if name in TABLES:
            return lambda: getattr(cubic, name)(self.table, self.cell[:size], self.part[:size])
        numbers = (self.normal if name in OF_ANY_NUMBER else self.uniform)[:size]
        if name in NORMAL and self.by_table:
            return lambda: TABLED[name](numbers)
        function = NORMAL.get(name) or getattr(np, name, None) or getattr(scipy.special, name)
        return lambda: function(numbers, out=self.result[:size])
