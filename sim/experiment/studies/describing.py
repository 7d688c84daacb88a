"""What the folder of a study says of itself, and the study read back from it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.experiment import keeping
from sim.experiment.keeping import ResultsError
from sim.experiment.marks import Marks
from sim.experiment.provenance import case_of, digest, from_json, manifest, to_json
from sim.experiment.simulating import known_measures
from sim.experiment.studies.study import Study
from sim.experiment.wanted import Wanted, damaged
from sim.scenario.study import StudyFile


def study_manifest(study: Study) -> dict[str, Any]:
    """Return the manifest of a study: that of its scenario, and what is varied; not its points or worlds."""
    measures = tuple(measure for measure in known_measures() if measure.name in study.measures)
    described = manifest(study.case, measures)
    identity = _identity(study)
    says = study.file.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return described | {
        "name": study.name,
        "hash": digest({**described["parameters"], "study": identity}),
        "study": {
            "title": study.file.title,
            "identity": identity,
            "says": to_json(says),
            "text": study.text,
            "scenario": study.case.name,
        },
    }


def _identity(study: Study) -> dict[str, Any]:
    """Return what must agree for companies to be of the same study, besides the scenario."""
    return {
        "vary": {name: list(paths) for name, paths in study.file.paths.items()},
        "keep": study.file.keep,
        "weeks": list(study.weeks),
        "measures": list(study.file.measures) or "all",
    }


def marks_of(manifest: Mapping[str, Any], study: Study, wanted: Wanted) -> Marks:
    """Return what the files of a study's folder must say of themselves."""
    return Marks.of(manifest, study.case, wanted.points, every_week=study.every_week)


def study_in(folder: Path) -> tuple[Study, Wanted]:
    """Return the study that a folder holds, at the points and worlds that were last asked for, and these.

    Raises
    ------
    ResultsError
        If it holds no study, or is damaged.
    """
    described = keeping.read_manifest(folder)
    wanted = Wanted.read(folder)
    if "study" not in described or wanted is None:
        raise ResultsError(f"{folder} holds no study; the results of a run are opened as such")
    try:
        file = StudyFile.model_validate(from_json(described["study"]["says"]))
        case = case_of(described | {"name": described["study"]["scenario"]}, wanted.worlds)
        points = tuple(wanted.points[number] for number in wanted.numbers)
        measures = tuple(measure["name"] for measure in described["measures"])
        study = Study(described["name"], described["study"]["text"], file, case, points, measures)
    except (ValidationError, ValueError, KeyError, TypeError, IndexError) as error:
        raise keeping.unusable(folder, described) from error
    if _identity(study) != described["study"]["identity"]:
        raise keeping.unusable(folder, described, "study: what it says is not what was run")
    if any(len(point) != len(study.names) for point in wanted.points):
        raise damaged(folder, f"a point has {len(study.names)} values, one each of {', '.join(study.names)}")
    return study, wanted
