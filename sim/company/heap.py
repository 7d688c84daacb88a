"""What the C library does with memory that is given back."""

import numpy as np

_MAPPED, _HEAPED = 31 << 17, 30 << 17  # numbers in an array of 32 MB less one, and in one a little smaller


def keep_memory() -> None:
    """Make the C library keep a week's memory, in large pages where the system has some, and not give it back.

    It learns by what is freed: after an array of 32 MB, which it had mapped alone, it takes smaller ones from its heap,
    of which it keeps twice as much. NumPy asks for large pages where it makes an array of more than 4 MB; they stay
    large. The former bought 7 % of a year in a block of worlds, the latter 3 % of the year of 85,000 people, for a few
    megabytes more that a process holds. With other C libraries than glibc on Linux nothing comes of it.
    """
    np.empty(_MAPPED)
    both = np.empty(_HEAPED), np.empty(_HEAPED)
    del both
