"""Whether a manifest is as it was written: its texts, its form, its hash, and that it does not contradict itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from sim.experiment.provenance import digest, measures_of
from sim.scenario.mistakes import KeyPath, path_words, printable, quote
from sim.scenario.yaml12 import DEEPEST, unfit

_WHOLE_FILES = (("scenario",), ("study", "text"))


def flaw(manifest: Mapping[str, Any]) -> str:
    """Say in one line, safe to print, what a manifest is not; nothing where it can be used.

    Parameters
    ----------
    manifest
        Plain data, as JSON gives it.
    """
    return printable(_of_texts(manifest) or _of_form(manifest) or _of_agreement(manifest))


def _of_texts(manifest: Mapping[str, Any]) -> str:
    for path, text in _texts(manifest):
        if len(path) > DEEPEST:
            return f"it is nested more than {DEEPEST} deep"
        if words := unfit(text, in_comments=path in _WHOLE_FILES):
            return f"{path_words(path)}: {words}"
    return ""


def _texts(manifest: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Yield every key and text with the path of what it stands in or at, however deep they are nested."""
    left: list[tuple[KeyPath, Any]] = [((), manifest)]
    while left:
        path, value = left.pop()
        if isinstance(value, dict):
            yield from ((path, key) for key in value)
            left += [((*path, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            left += [((*path, place), inner) for place, inner in enumerate(value)]
        elif isinstance(value, str):
            yield path, value


def _of_form(manifest: Mapping[str, Any]) -> str:
    try:
        measures_of(manifest)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        return f"{path_words(first['loc'])}: {first['msg']}"
    return ""


def _of_agreement(manifest: Mapping[str, Any]) -> str:
    parameters, study = manifest["parameters"], manifest.get("study")
    try:
        found = digest(parameters if study is None else {**parameters, "study": study["identity"]})
    except ValueError:
        return "parameters: a number is not finite"
    if found != manifest["hash"]:
        return "its hash is not that of its parameters"
    if manifest["seed"] != parameters.get("seed"):
        return "seed: it is not that of its parameters"
    if list(manifest["policies"]) != list(parameters.get("policies", ())):
        return "policies: they are not those of its parameters"
    names = [measure["name"] for measure in manifest["measures"]]
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    return "" if twice is None else f"measures: {quote(twice)} is there twice"
