"""The cases and studies that come with the package: inside it once installed, else in the checkout."""

from pathlib import Path

_HOMES = (Path(__file__).parent.parent / "scenarios", Path(__file__).parent.parent.parent / "scenarios")


def bundled() -> dict[str, Path]:
    """Return the bundled cases: name to file, by name."""
    return _named("*.yaml")


def bundled_studies() -> dict[str, Path]:
    """Return the bundled studies: name to file, by name."""
    return _named("studies/*.yaml")


def _named(pattern: str) -> dict[str, Path]:
    home = next((home for home in _HOMES if home.is_dir()), None)
    return {} if home is None else {path.stem: path for path in sorted(home.glob(pattern))}
