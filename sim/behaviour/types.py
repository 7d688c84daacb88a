"""Array types shared by the mechanisms."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]
Number = float | FloatArray
"""A parameter: one number, or one a world shaped to broadcast against seats, (worlds, 1)."""
