"""What blanks separate in texts, as numbers: what is looked for inside a stretch is then looked for once.

Most stretches of a corpus are written many times, so that a search, or a count of words, has a twentieth to look at.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt


def split_blanks(texts: Iterable[str]) -> tuple[list[str], npt.NDArray[Any], npt.NDArray[np.int32]]:
    """Return each different stretch once, where each text begins, and the number of the stretch at each place.

    What stands before a blank at the very beginning, or in an empty text, is an empty stretch.

    Examples
    --------
    >>> stretches, starts, numbers = split_blanks(["قال بوتين", "عاد بوتين"])
    >>> stretches, starts.tolist(), numbers.tolist()
    (['قال', 'بوتين', 'عاد'], [0, 2, 4], [0, 1, 2, 1])
    """
    import pyarrow as pa
    from pyarrow import compute

    split = compute.utf8_split_whitespace(pa.array(texts, type=pa.large_string()))
    coded = split.flatten().dictionary_encode()
    found = coded.dictionary.to_pylist(), split.offsets.to_numpy(), coded.indices.to_numpy()
    del split, coded  # the texts themselves, several times what is returned
    pa.default_memory_pool().release_unused()
    return found
