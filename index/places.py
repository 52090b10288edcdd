"""Places ↔ JSON, as rows of the record hold them."""

from __future__ import annotations

import json
from typing import TypeAlias

from nianbao.ingest.report import NOWHERE, Box, Place

PlaceJson: TypeAlias = tuple[int | None, list[float] | None, list[int] | None]
"""page, box, grid."""


def dump(value: object) -> str:
    """Compact JSON, Chinese left readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def place_json(place: Place) -> tuple[int | None, Box | None, tuple[int, int, int] | None] | None:
    """A place as JSON, null for nowhere."""
    return None if place == NOWHERE else (place.page, place.box, place.grid)


def place_of(value: PlaceJson | None) -> Place:
    """The place again."""
    if value is None:
        return NOWHERE
    page, box, grid = value
    if page is None and box is None and grid is None:
        return NOWHERE
    return Place(
        page,
        (box[0], box[1], box[2], box[3]) if box else None,
        (grid[0], grid[1], grid[2]) if grid else None,
    )
