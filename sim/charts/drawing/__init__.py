"""What charts share: the style sheet, the page, labels, lines over weeks, rows of dots and bars."""

import os
import sys
from contextlib import suppress

if "matplotlib" not in sys.modules:  # it cannot be imported with a backend that it does not know; charts need none
    _backend = os.environ.pop("MPLBACKEND", None)
    import matplotlib

    if _backend is not None:
        os.environ["MPLBACKEND"] = _backend
        with suppress(ValueError):
            matplotlib.rcParams["backend"] = _backend
