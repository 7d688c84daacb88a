"""Writing a figure to a file, the same bytes every time."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from sim.charts.drawing.style import style
from sim.charts.drawing.text import boxes_for_what_is_missing
from sim.experiment.writing import keep

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 300
_NO_DATE: dict[str, dict[str, None]] = {
    ".svg": {"Date": None, "Creator": None},
    ".png": {"Software": None},
    ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


def save(figure: Figure, path: str | Path) -> Path:
    """Write a figure as SVG (letters as paths), PNG (300 dpi) or PDF (fonts embedded); the ending decides.

    The file is written whole or not at all.

    Raises
    ------
    ValueError
        If the ending is none of the three.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in _NO_DATE:
        raise ValueError(f"'{path.name}': a chart is saved as {', '.join(_NO_DATE)}; end the name with one of them")
    keep(path, drawn(figure, ending))
    return path


def drawn(figure: Figure, ending: str, dpi: int = DPI) -> bytes:
    """Return a figure as the bytes of a file with one of the three endings; a letter without a glyph is a box."""
    file = BytesIO()
    with style(), boxes_for_what_is_missing():
        figure.savefig(file, format=ending[1:], dpi=dpi, metadata=_NO_DATE[ending])
    return file.getvalue()
