"""Memory that was given back is used again, not asked of the system anew, and is asked for in large pages."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

FAULTS = """
import resource
import numpy as np
from sim.company.heap import keep_memory
if {keeps}:
    keep_memory()
faults = []
for _ in range(2):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    {work}
    faults.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
print(*faults)
"""
LARGE_PAGES = Path("/sys/kernel/mm/transparent_hugepage/enabled")

pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries keep memory their own way")


def faults(work: str, keeps: bool) -> list[int]:
    """How often the system had to give a page, for a work done twice in a process of its own."""
    told = {name: value for name, value in os.environ.items() if not name.startswith(("MALLOC_", "GLIBC_TUNABLES"))}
    code = FAULTS.format(work=work, keeps=keeps)
    done = subprocess.run([sys.executable, "-c", code], env=told, capture_output=True, check=True, text=True)
    return [int(number) for number in done.stdout.split()]


def test_an_array_made_again_asks_the_system_for_no_page() -> None:
    work = "np.empty(20 << 17).fill(1.0)"
    assert faults(work, keeps=True)[1] == 0
    assert faults(work, keeps=False)[1] > 0


@pytest.mark.skipif(
    not LARGE_PAGES.exists() or "[madvise]" not in LARGE_PAGES.read_text(), reason="no large pages that are asked for"
)
def test_many_small_arrays_lie_in_large_pages() -> None:
    work = "held = [np.ones(80_000) for _ in range(80)]"
    assert 4 * faults(work, keeps=True)[0] < faults(work, keeps=False)[0]
