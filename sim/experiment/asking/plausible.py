"""Plausible worlds: a study's policies under settings drawn from the prior, or that show the published facts.

What a scenario, a study or the user writes is known: it is the same under every setting, also where it is what the
figure would be anyway.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from sim.experiment.calibration import posterior_settings
from sim.experiment.keeping import ResultsError
from sim.experiment.prior import Setting, draw_setting
from sim.experiment.simulating import known_measures
from sim.experiment.studies.study import Study
from sim.scenario import Case
from sim.scenario.drawn import figures, steps
from sim.scenario.setting import Definition
from sim.scenario.study import StudyFile

Source = Literal["posterior", "prior"]
DRAWS = 60


def study_of(case: Case) -> Study:
    """Return a study of a whole case, at the case as it is."""
    file = StudyFile.model_validate(
        {
            "title": case.title,
            "question": case.question,
            "scenario": case.name,
            "worlds": case.worlds,
            "design": {"points": [{"company.team_size": case.company.team_size}]},
        }
    )
    measures = tuple(measure.name for measure in known_measures())
    without_facts = case.model_copy(update={"facts": ()})
    return Study(case.name, case.text, file, without_facts, ((case.company.team_size,),), measures)


def under_settings(study: Study, source: Source = "posterior", draws: int | None = None) -> Study:
    """Return a study's policies and companies at plausible settings instead of its own points.

    Parameters
    ----------
    study
        The study. What it varies is as its scenario has it; what is written of people and behaviour stays as it is.
    source
        "posterior": settings that show the published facts about as well as the defaults; "prior": any within the
        plausible ranges of the reference page.
    draws
        How many; by default all of the posterior, 60 of the prior.

    Raises
    ------
    ResultsError
        If the posterior has fewer, or everything is known.
    """
    return with_settings(study, _settings(source, draws))


def with_settings(study: Study, settings: Sequence[Setting]) -> Study:
    """Return a study at some settings, which have the same figures; its parameters are those not known, by path."""
    case = study.case.model_copy(update={"uncertain": {}})
    points = [
        figures(case, {path: value for path, value in setting.items() if not is_written(case, path)})
        for setting in settings
    ]
    if not all(points):
        raise ResultsError("every figure of people and behaviour is set; nothing is left that may well be otherwise")
    says = study.file.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude={"vary", "design"})
    file = StudyFile.model_validate(says | {"design": {"points": points}})
    return replace(study, file=file, case=case).with_points(points)


def is_written(case: Case, path: str) -> bool:
    """Say whether a figure of people or behaviour is written in the case's file, or set by the user."""
    part: Any = case
    for step in steps(path):
        if isinstance(part, tuple):
            part = part[int(step)] if int(step) < len(part) else None
        elif isinstance(part, Definition) and step in part.model_fields_set:
            part = getattr(part, step)
        else:
            return False
    return True


def _settings(source: Source, draws: int | None) -> list[Setting]:
    if source == "prior":
        return [draw_setting(number) for number in range(DRAWS if draws is None else draws)]
    settings = posterior_settings()
    if draws is not None and draws > len(settings):
        raise ResultsError(f"the posterior has {len(settings)} settings; found {draws}")
    return settings[:draws]
