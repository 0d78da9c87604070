"""The risk–coverage plot: how many more wrong answers come with more answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.figure import Figure

__all__ = ["plot_risk_coverage"]


def plot_risk_coverage(curves: Mapping[str, Sequence[Mapping[str, float]]], file: Path) -> None:
    """Writes a PNG with each of `curves`, which `calibrate` has written: the share of unanswerable
    questions answered over that of answerable ones answered, the threshold in use marked."""
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    for name, points in curves.items():
        kept = [point["kept"] for point in points]
        wrong = [point["wrongly_answered"] for point in points]
        (line,) = axes.plot(kept, wrong, label=name)
        used = min(points, key=lambda point: abs(point["threshold"]))
        axes.plot(used["kept"], used["wrongly_answered"], "o", color=line.get_color())
    axes.set_xlabel("answerable questions answered")
    axes.set_ylabel("unanswerable questions answered")
    axes.set_xlim(0, 1.01)
    axes.set_ylim(0, 1.01)
    axes.legend(title="fit part, cross-validated")
    axes.grid(alpha=0.3)
    figure.savefig(file, dpi=120, metadata={"Software": None})
