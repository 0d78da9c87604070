"""Plots of how cost grows with size, on logarithmic axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["plot_growth"]

# Told apart by whoever cannot tell red from green (Okabe and Ito's colours).
_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#000000")
_MARKS = "osD^vP*"


def plot_growth(
    file: Path, sizes: Sequence[int], series: Mapping[str, Sequence[float]], unit: str
) -> None:
    """One line a system, `series[system][i]` at `sizes[i]` paragraphs, as PNG."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
    for place, (name, values) in enumerate(series.items()):
        axes.plot(
            sizes[: len(values)],
            values,
            color=_COLOURS[place % len(_COLOURS)],
            marker=_MARKS[place % len(_MARKS)],
            linewidth=2.5 if place == 0 else 1.3,
            label=name,
        )
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("paragraphs")
    axes.set_ylabel(unit)
    axes.grid(visible=True, which="major", alpha=0.4)
    axes.legend(fontsize="small")
    figure.savefig(file, dpi=120)
    plt.close(figure)
