"""Damaged files, a few of each format by fixed seeds: read or refused, never anything else."""

from __future__ import annotations

import pytest

from nianbao.eval import fuzz
from nianbao.eval.samples.sample import Format


@pytest.mark.parametrize(("name", "tries"), [("text", 40), ("markdown", 40), ("html", 60), ("docx", 60), ("pdf", 24)])
def test_damaged_files_are_read_or_refused(name: Format, tries: int) -> None:
    files = fuzz.originals([name], 0)
    for seed in range(tries):
        data, other = files[seed % len(files)][1], files[(seed * 7 + 1) % len(files)][1]
        with fuzz.watched():
            outcome = fuzz.attempt(fuzz.damaged(data, other, seed))
        assert not outcome.startswith("FAULT"), (name, seed, outcome)


@pytest.mark.parametrize("name", ["docx", "pdf", "html"])
def test_a_seed_does_the_same_damage_and_most_of_it_reaches_the_reader(name: Format) -> None:
    (_, data), (_, other), *_ = fuzz.originals([name], 0)
    made = [fuzz.damaged(data, other, seed) for seed in range(30)]
    assert made == [fuzz.damaged(data, other, seed) for seed in range(30)]
    assert sum(one != data for one in made) >= 25
    with fuzz.watched():
        assert sum(fuzz.attempt(one) == "read" for one in made) >= 8


def test_a_file_that_takes_too_long_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object, **__: object) -> None:
        while True:
            pass

    monkeypatch.setattr(fuzz, "SECONDS", 0.2)
    monkeypatch.setattr(fuzz, "parse", endless)
    with fuzz.watched():
        assert fuzz.attempt(b"") == "FAULT: too slow"
