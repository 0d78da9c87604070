"""Opens tables of figures with LibreOffice Calc and compares what it reads with the tables.

    python -m tests.checks.spreadsheet [REPORT…]

REPORT: files of reports; without any, those of the folder `seeds`.  The CSV is opened with the
choices of the import dialog, UTF-8 and comma; without a window Calc 7.4 takes any CSV for Western
text, with a byte order mark or without.  Needs `soffice` (LibreOffice Calc).
"""

from __future__ import annotations

import argparse
import csv
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

from retrieval import figure_rows, figures_csv, load
from retrieval.answering.load import library_of
from retrieval.corpus.seeds import read_seed_file

__all__ = ["main"]

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
# Comma, quotation mark, UTF-8, from the first line on.
_FILTER = "Text - txt - csv (StarCalc):44,34,76,1"
# Digits behind the point of a percentage: more than reports write.
_PLACES = 9
# Faults of a file that are written out.
_NAMED = 5

Rows = list[list[str]]


def calc_reads(tables: Sequence[str], folder: Path) -> list[Rows]:
    """The cells that LibreOffice Calc has of each CSV of `tables`, numbers as decimal digits."""
    files = [folder / f"figures-{number}.csv" for number in range(len(tables))]
    for file, table in zip(files, tables, strict=True):
        file.write_text(table, encoding="utf-8", newline="")
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, f"--infilter={_FILTER}", "--convert-to", "fods", "--outdir", folder, *files],
        check=True,
        capture_output=True,
    )
    return [_rows(file.with_suffix(".fods")) for file in files]


def _rows(file: Path) -> Rows:
    sheet = next(ElementTree.parse(file).iter(f"{_TABLE}table"))  # noqa: S314
    return [list(_cells(row)) for row in sheet.iter(f"{_TABLE}table-row")]


def _cells(row: ElementTree.Element) -> Iterator[str]:
    for cell in row.iter(f"{_TABLE}table-cell"):
        said = "\n".join("".join(each.itertext()) for each in cell.iter(f"{_TEXT}p"))
        value = _content(cell.get(f"{_OFFICE}value-type", ""), cell.get(f"{_OFFICE}value", ""))
        for _ in range(int(cell.get(f"{_TABLE}number-columns-repeated", "1"))):
            yield said if value is None else value


def _content(kind: str, value: str) -> str | None:
    """A number as digits, a percentage as 6.5%; None of text; of dates and the like their kind."""
    if kind == "percentage":  # a float: 0.066 times 100 has a long tail
        return f"{round(Decimal(value) * 100, _PLACES).normalize():f}%"
    return value if kind == "float" else None if kind in ("string", "") else kind


def differences(table: str, read: Rows) -> list[str]:
    """What Calc reads otherwise than it is written; empty where all cells are the same."""
    written = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))
    found = []
    for number, row in enumerate(written):
        cells = read[number][: len(row)] if number < len(read) else []
        cells += [""] * (len(row) - len(cells))
        found += [
            f"row {number + 1}, {written[0][at]}: {expected!r} is read as {cell!r}"
            for at, (expected, cell) in enumerate(zip(row, cells, strict=True))
            if not _same(expected, cell)
        ]
    return found


def _same(written: str, read: str) -> bool:
    if written == read:
        return True
    try:
        same = Decimal(written.removesuffix("%")) == Decimal(read.removesuffix("%"))
    except ArithmeticError:
        return False
    return same and written.endswith("%") == read.endswith("%")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 1 where a cell differs, 2 without LibreOffice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path, nargs="*")
    files = parser.parse_args(arguments).reports
    if shutil.which("soffice") is None:
        print("soffice is missing: install LibreOffice Calc")
        return 2
    library = library_of([read_seed_file(each) for each in files]) if files else load("seeds")
    tables = [
        figures_csv(figure_rows(library.report(meta.name), meta, library.figures.of(meta.name)))
        for meta in library.metadata
    ]
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        read = calc_reads(tables, Path(folder))
    for meta, table, rows in zip(library.metadata, tables, read, strict=True):
        wrong = differences(table, rows)
        print(f"{meta.name}: {len(rows) - 1} rows, {len(wrong)} cells differ")
        print("".join(f"  {each}\n" for each in wrong[:_NAMED]), end="")
        faults += len(wrong)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
