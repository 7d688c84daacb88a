"""Memory that was given back is used again, not asked of the system anew."""

import platform
import subprocess
import sys

import pytest

FAULTS = """
import resource
import numpy as np
from sim.company.heap import keep_memory
if {keeps}:
    keep_memory()
for _ in range(2):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    np.empty(20 << 17).fill(1.0)
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries keep memory their own way")
def test_an_array_made_again_asks_the_system_for_no_page() -> None:
    def faults(keeps: bool) -> int:
        code = FAULTS.format(keeps=keeps)
        return int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)

    assert faults(keeps=True) == 0
    assert faults(keeps=False) > 0
