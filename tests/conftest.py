"""Fixtures shared by the tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "reports"


@pytest.fixture(scope="session")
def shared_reports() -> Path:
    """The folder of real reports; tests over it are skipped, and say so, where it is not there."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the real reports are missing, and in CI nothing is skipped")
        pytest.skip("real reports (../shared/reports) are not here")
    return SHARED
