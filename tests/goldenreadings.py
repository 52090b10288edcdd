"""What the readers make of every layout of the samples, as digests: the file that guards `READING`.

python tests/goldenreadings.py      # writes the file anew; refuses while READING is still that of other readings
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from nianbao.eval.samples.demo import demo_samples
from nianbao.eval.samples.pdf_layouts import LAYOUTS
from nianbao.eval.samples.sample import Format, Sample
from nianbao.eval.samples.write import write
from nianbao.ingest.parse import parse
from nianbao.ingest.report import READING
from nianbao.ingest.wire import report_json

GOLDEN = Path(__file__).with_name("golden_readings.json")
_WAYS: tuple[tuple[Format, str], ...] = (
    *(("text", name) for name in ("tabs", "tabs-gb18030", "tabs-units", "aligned", "stacked")),
    *(("markdown", name) for name in ("pipes", "pipes-repeated", "pipes-displaced")),
    *(("html", name) for name in ("plain", "site", "barred", "stacked")),
    ("docx", "official"),
    *(("pdf", name) for name in LAYOUTS),
)
_TOLD = ("organ", "year", "title", "forms", "cells", "sections")
"""What reading gives; findings are judgements of it, and may be worded anew."""


def digests() -> dict[str, str]:
    """Format and layout → digest of the readings of its demo reports."""
    found: dict[str, list[Sample]] = {f"{kind} {layout}": [] for kind, layout in _WAYS}
    samples = demo_samples()
    for sample in samples:
        found[f"{sample.format} {sample.layout}"].append(sample)
    for kind, layout in _WAYS:
        if not found[f"{kind} {layout}"]:
            found[f"{kind} {layout}"].append(replace(samples[0], format=kind, layout=layout))
    return {way: _digest([_reading(sample) for sample in of]) for way, of in found.items()}


def unraised(stored: Mapping[str, object], reading: str, layouts: Mapping[str, str]) -> list[str]:
    """The layouts that are read otherwise than when `stored` was written, though READING is still the same."""
    before = stored["layouts"]
    assert isinstance(before, dict)
    if stored["reading"] != reading:
        return []
    return sorted(way for way in before.keys() | layouts.keys() if before.get(way) != layouts.get(way))


def _reading(sample: Sample) -> dict[str, object]:
    report = parse(write(sample), source=sample.file)
    told = report_json(report)
    cells = told["cells"]
    assert isinstance(cells, list)
    for cell in cells:
        cell["box"] = [round(side) for side in cell["box"]] if cell["box"] else None
    return {**{name: told[name] for name in _TOLD}, "scope": report.scope}


def _digest(readings: list[dict[str, object]]) -> str:
    return hashlib.sha256(json.dumps(readings, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def _main() -> None:
    layouts = digests()
    if GOLDEN.exists() and (changed := unraised(json.loads(GOLDEN.read_text("utf-8")), READING, layouts)):
        sys.exit(f"raise READING in ingest/report.py first: {', '.join(changed)} are read differently")
    GOLDEN.write_text(json.dumps({"reading": READING, "layouts": layouts}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _main()
