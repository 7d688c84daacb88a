"""Random numbers with an address: the same luck under every policy.

A draw is a pure function of (seed, world, decision, week, sub, seat) and nothing is consumed by drawing. Two policies
in the same world therefore meet the same luck, whatever else either of them draws, in whatever order.

The key is the 16-byte BLAKE2b digest of "seed|world|decision", read as little-endian numbers. Weekly draws are the
words of NumPy's Philox (4x64) from counter [0, sub, week, 0] on, word i for seat i; draws for a pair, or for a few
people in a week, are the four words of Philox4x32-10 at counter (i, j, week, sub), under the first 8 bytes of the key.
"""

from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from sim.company.decisions import Decision

Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.uint64]
Integers = npt.NDArray[np.integer] | int

_HALF = np.array(32, np.uint64)
_LOW = np.array(0xFFFFFFFF, np.uint64)
_MULTIPLIERS = np.array([[0xCD9E8D57], [0xD2511F53]], np.uint64)  # of word 2, of word 0
_WEYL = np.array([[0x9E3779B9], [0xBB67AE85]], np.uint64)
_CHUNK = 8192  # values worked on at a time: their temporaries stay in the processor's cache


class DrawnTwiceError(RuntimeError):
    """The same weekly draw was asked for a second time, so two decisions would share their luck."""


class Luck:
    """The random draws of a block of worlds.

    A world's draws depend neither on the block it is in nor on the number of its seats.

    Parameters
    ----------
    seed : int
        The seed of the scenario.
    first_world : int
        Number of the block's first world.
    worlds : int
        How many worlds the block has.
    seats : int
        How many seats a world has.
    """

    def __init__(self, seed: int, first_world: int, worlds: int, seats: int) -> None:
        self.seed = seed
        self.first_world = first_world
        self.worlds = worlds
        self.seats = seats
        self._generator = np.random.Philox(key=0)
        self._address = self._generator.state
        self._keys: dict[Decision, Words] = {}
        self._drawn: set[tuple[Decision, int, int]] = set()

    def uniform(self, decision: Decision, week: int, *, sub: int = 0, size: int | None = None) -> Floats:
        """Draw one number for every seat of every world, each at its own address.

        Parameters
        ----------
        decision : Decision
            What the draw decides.
        week : int
            The week, from 0.
        sub : int
            Tells apart several draws for one decision in one week.
        size : int, optional
            Numbers a world, where they are not one a seat.

        Returns
        -------
        (worlds, size) float array
            Uniform in (0, 1), never 0 or 1; C-contiguous, the caller's own.

        Raises
        ------
        DrawnTwiceError
            If this decision was drawn before in this week under this `sub`.
        """
        if (decision, week, sub) in self._drawn:
            raise DrawnTwiceError(f"{decision!s} was drawn before in week {week} (sub {sub})")
        self._drawn.add((decision, week, sub))
        words = np.empty((self.worlds, self.seats if size is None else size), np.uint64)
        address = self._address
        address["state"]["counter"][:] = 0, sub, week, 0
        for key, row in zip(self._keys_of(decision), words, strict=True):
            address["state"]["key"] = key
            self._generator.state = address
            for start in range(0, row.size, _CHUNK):
                part = row[start : start + _CHUNK]
                part[:] = self._generator.random_raw(part.size)
        return to_uniform(words)

    def of_pairs(
        self, decision: Decision, world: Integers, i: Integers, j: Integers, *, week: int = 0, sub: Integers = 0
    ) -> Floats:
        """Draw four numbers for each of some pairs of integers: (seat, generation), or two seats.

        It costs more a number than `uniform`, and may be asked for any pairs, any number of times.

        Parameters
        ----------
        decision : Decision
            What the draws decide.
        world : int array
            Place of the world in the block, from 0; broadcasts with `i`, `j` and `sub`.
        i, j : int array
            The pair; its order matters.
        week : int
            The week, from 0.
        sub : int array
            Tells apart several fours for one pair.

        Returns
        -------
        (..., 4) float array
            Uniform in (0, 1), never 0 or 1; the leading shape is what the arrays broadcast to. Each of the four
            columns is C-contiguous.

        Raises
        ------
        ValueError
            If `world` is not in the block, or another number is negative or needs more than 32 bits.
        """
        most = 1 << 32
        named = ("i", i, most), ("j", j, most), ("week", week, most), ("sub", sub, most), ("world", world, self.worlds)
        numbers = [_checked(*each) for each in named]
        shape = np.broadcast(*numbers).shape
        words = np.empty((5, *shape), np.uint64)
        for row, number in enumerate(numbers):
            words[row] = number
        words, place = words[:4].reshape(4, -1), words[4].reshape(-1).view(np.int64)
        keys = self._keys_of(decision)[:, 0]
        keys = np.array([keys & _LOW, keys >> _HALF])
        for start in range(0, place.size, _CHUNK):
            part = slice(start, start + _CHUNK)
            four = words[:, part]
            philox4x32(four, keys if self.worlds == 1 else keys.take(place[part], axis=1))
            four <<= 20  # as in `to_uniform`: exactly (word + 1/2) 2**-32
            four |= 0x3FF0000000000000
            np.subtract(four.view(np.float64), 1 - 2**-33, out=four.view(np.float64))
        return words.view(np.float64).reshape(4, *shape).transpose(*range(1, len(shape) + 1), 0)

    def several(
        self, decision: Decision, world: Integers, i: Integers, j: Integers, number: int, *, week: int = 0
    ) -> list[Floats]:
        """Draw so many numbers for each of some pairs, (...) each; the first few are the same however many there are.

        Parameters
        ----------
        decision, world, i, j, week
            As in `of_pairs`.
        number
            How many numbers for each.
        """
        fours = np.arange((number + 3) // 4).reshape(-1, *(1,) * np.broadcast(world, i, j).ndim)
        drawn = self.of_pairs(decision, world, i, j, week=week, sub=fours)
        return [drawn[place // 4, ..., place % 4] for place in range(number)]

    def _keys_of(self, decision: Decision) -> Words:
        if decision not in self._keys:
            names = (f"{self.seed}|{self.first_world + world}|{decision!s}" for world in range(self.worlds))
            digests = b"".join(blake2b(name.encode(), digest_size=16).digest() for name in names)
            self._keys[decision] = np.frombuffer(digests, "<u8").astype(np.uint64).reshape(-1, 2)
        return self._keys[decision]


def to_uniform(words: Words) -> Floats:
    """Turn random words into uniform numbers, in place.

    The upper 52 bits become the fraction of a float in [1, 2), from which 1 - 2**-53 is taken: exactly
    (upper + 1/2) 2**-52, never 0 or 1.

    Parameters
    ----------
    words : uint64 array
        Overwritten; the result is a view of it.

    Returns
    -------
    float array of the same shape
        Uniform in (0, 1).
    """
    words >>= 12
    words |= 0x3FF0000000000000
    uniforms = words.view(np.float64)
    uniforms -= 1 - 2**-53
    return uniforms


def philox4x32(words: Words, key: Words) -> None:
    """Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3") on arrays, in place.

    Parameters
    ----------
    words : (4, n) uint64 array
        Counters, each below 2**32; overwritten by as many random words, each below 2**32.
    key : (2, n) or (2, 1) uint64 array
        Each below 2**32.
    """
    even, odd = words[::2], words[1::2]
    for _ in range(10):
        odd ^= key
        product = even[::-1] * _MULTIPLIERS  # after which all lies together: half the time of strided rows
        even = product >> _HALF
        even ^= odd
        even &= _LOW
        odd = product
        key = key + _WEYL
    words[::2] = even
    words[1::2] = odd & _LOW


def _checked(name: str, values: Integers, below: int) -> Words:
    words = np.asarray(values).astype(np.uint64)  # what is negative comes out above everything
    if np.count_nonzero(words >= below):
        raise ValueError(f"{name} must be at least 0 and below {below}")
    return words
