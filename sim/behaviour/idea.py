"""Padding must first be thought of: alone, or by seeing it around.

Source: staff coached each other (Wells Fargo); the rates are assumptions.
"""

from sim.behaviour.types import FloatArray, Number


def hazard(norm: FloatArray, own: Number, seen: Number) -> FloatArray:
    """Return the weekly chance of hitting upon padding, given the impression of how many pad."""
    return own + seen * norm
