"""Options that several commands of `python -m retrieval` take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["MEMORY", "Home", "IndexUrl", "Seeds"]

Seeds = Annotated[
    Path | None,
    typer.Option(
        "--seeds",
        envvar="SEEDS_DIR",
        help="Folder with the reports.",
        show_default="the folder seeds",
    ),
]
Home = Annotated[
    str,
    typer.Option(
        "--home",
        envvar="HOME_PLACE",
        help="Place whose newest report is asked where a question names none.",
        show_default="that of the prepared report, else the one with most reports",
    ),
]
IndexUrl = Annotated[
    str,
    typer.Option(
        "--index",
        envvar="INDEX_URL",
        help="Where paragraphs are searched: memory:, or http://…:19530 of a Milvus.",
    ),
]
MEMORY = "memory:"
