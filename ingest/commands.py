"""The commands this layer adds to the command line."""

from __future__ import annotations

import typer


def register(cli: typer.Typer) -> None:
    """Add this layer's commands to `cli`."""
