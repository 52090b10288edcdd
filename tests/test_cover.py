"""Which text lies under what is drawn later: the quick comparison says what comparing every pair says."""

from __future__ import annotations

import numpy as np
import pytest

from nianbao.ingest.cover import _under


def _plainly(inner: np.ndarray, places: np.ndarray, boxes: np.ndarray, after: np.ndarray) -> list[bool]:
    found = []
    for (left, bottom, right, top), place in zip(inner.tolist(), places.tolist(), strict=True):
        x, y = (left + right) / 2, (bottom + top) / 2
        found.append(
            any(
                place < later
                and min(right, box[2]) > max(left, box[0])
                and min(top, box[3]) > max(bottom, box[1])
                and (box[0] < x < box[2] or box[1] < y < box[3])
                for box, later in zip(boxes.tolist(), after.tolist(), strict=True)
            )
        )
    return found


@pytest.mark.parametrize("seed", range(20))
def test_text_is_covered_as_every_pair_says(seed: int) -> None:
    rng = np.random.default_rng(seed)
    corners = rng.integers(0, 30, (60, 2)).astype(np.float64)
    inner = np.hstack((corners, corners + rng.integers(0, 6, (60, 2))))  # some without extent
    corners = rng.integers(0, 30, (25, 2)).astype(np.float64)
    boxes = np.hstack((corners, corners + rng.integers(1, 12, (25, 2))))
    places, after = rng.random(60), rng.random(25)
    expected = _plainly(inner, places, boxes, after)
    assert _under(inner, places, boxes, after).tolist() == expected
    assert any(expected)
    assert not all(expected)
