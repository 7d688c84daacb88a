"""What charts share: the style sheet, the page, labels, lines over weeks, rows of dots and bars."""

import logging
import os
import sys
from contextlib import suppress

if "matplotlib" not in sys.modules:  # it cannot be imported with a backend that it does not know; charts need none
    _backend = os.environ.pop("MPLBACKEND", None)
    _log = logging.getLogger("matplotlib")
    _level = _log.level
    _log.setLevel(logging.ERROR)  # where it keeps its fonts, and that they take time to find, is no word to a user
    import matplotlib
    import matplotlib.font_manager

    _log.setLevel(_level)
    if _backend is not None:
        os.environ["MPLBACKEND"] = _backend
        with suppress(ValueError):
            matplotlib.rcParams["backend"] = _backend
