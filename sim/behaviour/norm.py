"""The descriptive norm: how many of the people around are seen to pad, and what that does to scruples.

Source: threshold models of collective behaviour (Granovetter 1978; Brock and Durlauf 2001); the rate is an assumption.
"""

from sim.behaviour.types import FloatArray, Number


def seen_share(team: FloatArray, across: FloatArray, ties: Number) -> FloatArray:
    """Return the share of padders a person sees: team-mates, and colleagues in other teams with weight `ties`."""
    return (1.0 - ties) * team + ties * across


def drift(norm: FloatArray, seen: FloatArray, rate: Number) -> FloatArray:
    """Return next week's impression of how many pad; a rate of 0 keeps it."""
    return norm + rate * (seen - norm)


def relief(norm: FloatArray, strength: Number) -> FloatArray:
    """Return the share of scruples that remains, 0..1."""
    return 1.0 - strength * norm
