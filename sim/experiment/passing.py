"""How many settings of the prior pass each fact: a fact that nearly all pass says nothing of the defaults.

``python -m sim.experiment.passing`` draws the settings, simulates every case under each and renews the shares that are
kept beside this file.
"""

import json
import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import batched_settings
"""
