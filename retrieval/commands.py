"""What the longer commands of `python -m retrieval` do."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from retrieval.errors import RetrievalError
from retrieval.evaluation import load_gold
from retrieval.phrasings import read_phrasings
from retrieval.reading import read_report
from retrieval.seeds import decode_seed, default_seeds_dir, read_seeds

__all__ = ["run_calibration"]

_NEEDS_EXTRA = "needs the extra `evaluation`: python -m pip install '.[evaluation]'"


def run_calibration(
    gold: Path, seeds: Path | None, general: Path | None, reports: Path | None, output: Path | None
) -> Iterator[str]:
    """Fits, writes, and says what was written; raises RetrievalError with one sentence."""
    try:
        from retrieval import calibration  # noqa: PLC0415  # only with the extra
    except ImportError as error:
        message = f"calibrate {_NEEDS_EXTRA} ({error.name} is missing)"
        raise RetrievalError(message) from error
    folder = seeds or default_seeds_dir()
    home_reports = read_seeds(folder)
    home = calibration.Material(
        home_reports,
        {report.name: read_phrasings(folder, report) for report in home_reports},
        load_gold(gold),
    )
    others = []
    for file in sorted(general.glob("*.jsonl")) if general else ():
        report = (reports or folder) / f"{file.stem}.txt"
        read = read_report(report.name, decode_seed(report))
        others.append(calibration.Material((read,), {}, load_gold(file)))
    fitted = calibration.calibrate(home, others)
    target = output or Path(__file__).parent / "fitted"
    today = datetime.datetime.now(tz=datetime.UTC).date()
    for written in calibration.write_calibration(fitted, target, today):
        yield f"written: {written}"
