"""The library's results as JSON: `reports --json` and `ingest --json`."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.index.build import Summary
from nianbao.index.catalogue import Clash, Entry
from nianbao.index.library import Library
from nianbao.index.quarantine import Refused
from nianbao.ingest.wire import checks_json


def library_json(library: Library) -> dict[str, object]:
    """What the library holds."""
    return {
        "library": _version(library),
        "reports": [_entry(entry) for entry in library.entries()],
        "clashes": _clashes(library.clashes()),
        "quarantined": [_refused(one) for one in library.quarantine.all()],
    }


def summary_json(library: Library, summary: Summary, skipped: int) -> dict[str, object]:
    """What became of the files of one `ingest`; `skipped` are those a folder's rule passed over."""
    return {
        "library": _version(library),
        "files": [
            {
                "source": file.path,
                "outcome": file.added.outcome.value,
                "report": file.added.report,
                "organ": file.added.organ,
                "year": file.added.year,
                "clashes": list(file.added.clashes),
            }
            for file in summary.files
        ],
        "quarantined": [_refused(one) for one in summary.quarantined],
        "clashes": _clashes(library.clashes()),
        "skipped": skipped,
        "embedded": summary.embedded,
    }


def _version(library: Library) -> dict[str, object]:
    return {"reports": library.count, "version": library.version}


def _clashes(clashes: Sequence[Clash]) -> list[dict[str, object]]:
    return [{"organ": clash.organ, "year": clash.year, "reports": list(clash.reports)} for clash in clashes]


def _refused(refused: Refused) -> dict[str, object]:
    return {
        "source": refused.path,
        "sha256": refused.sha256,
        "reason": refused.reason,
        "message": refused.message,
        "hint": refused.hint or None,
    }


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "organ": entry.organ,
        "year": entry.year,
        "region_code": entry.region_code,
        "parent": entry.parent,
        "level": entry.level,
        "scope": entry.scope,
        "title": entry.title,
        "source": entry.source,
        "url": entry.url,
        "sha256": entry.sha256,
        "format": entry.format.value,
        "published": entry.published,
        "retrieved": entry.retrieved,
        "pages": entry.pages,
        "forms": dict(entry.forms),
        "checks": checks_json(entry.checks),
        "versions": entry.versions,
        "clash": entry.clash,
    }
