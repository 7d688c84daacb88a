"""The experiment room: every policy of a case in the same worlds, the rows kept, the policies compared.

>>> from sim.experiment import run
>>> results = run(case, jobs=4)                             # doctest: +SKIP
>>> results.compare("as it happened", "private and clear")  # doctest: +SKIP
"""

from sim.experiment.bunching import Around, around_target
from sim.experiment.comparing import compare
from sim.experiment.facts import FactResult, evaluate, evaluate_all
from sim.experiment.keeping import ResultsError
from sim.experiment.ledger import Line, ledger
from sim.experiment.pairing import Paired, paired
from sim.experiment.people import companies, people, ties
from sim.experiment.provenance import MeasureInfo
from sim.experiment.results import Results
from sim.experiment.runner import run
from sim.experiment.running.carrying import RunFailed, Stopped
from sim.experiment.studies.estimating import Estimate, estimate
from sim.experiment.studies.loading import load_study
from sim.experiment.studies.study import Study
from sim.experiment.studies.sweep import Sweep
from sim.experiment.studies.sweeping import extend, resume, sweep
from sim.experiment.verdict import Sentence, verdict

__all__ = [
    "Around",
    "Estimate",
    "FactResult",
    "Line",
    "MeasureInfo",
    "Paired",
    "Results",
    "ResultsError",
    "RunFailed",
    "Sentence",
    "Stopped",
    "Study",
    "Sweep",
    "around_target",
    "companies",
    "compare",
    "estimate",
    "evaluate",
    "evaluate_all",
    "extend",
    "ledger",
    "load_study",
    "paired",
    "people",
    "resume",
    "run",
    "sweep",
    "ties",
    "verdict",
]
