"""Draws the rooms of the house and the imports between them, from the imports themselves.

    python -m tests.checks.architecture          writes docs/architecture.svg

A room stands above all rooms that it imports.  Arrows that follow from others are left out: where
`answering` imports `ranking` and `ranking` imports `index`, the arrow from `answering` to `index` is
not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from tests.conftest import ROOT
from tests.rooms import HOUSES, rooms

PICTURE = ROOT / "docs" / "architecture.svg"

# Pixels: a box holds the longest name in a font of 14, a floor leaves room for its arrows.
_BOX_WIDTH, _BOX_HEIGHT, _GAP, _FLOOR = 152, 32, 18, 76
_MARGIN, _HEAD = 24, 40

Graph = Mapping[str, set[str]]


def _graph(house: str) -> Graph:
    """The rooms of `house` without its front (`__init__`, `__main__`), which points at everything."""
    front = ("", "__main__")
    return {room: others - {""} for room, others in rooms(house).items() if room not in front}


def _floors(graph: Graph) -> dict[str, int]:
    """The floor of each room, 0 for those that import no other."""
    floors: dict[str, int] = {}

    def floor(room: str) -> int:
        if room not in floors:
            floors[room] = 1 + max((floor(other) for other in graph[room]), default=-1)
        return floors[room]

    for room in graph:
        floor(room)
    return floors


def _reachable(graph: Graph, room: str) -> set[str]:
    found: set[str] = set()
    waiting = [room]
    while waiting:
        for other in graph[waiting.pop()] - found:
            found.add(other)
            waiting.append(other)
    return found


def _arrows(graph: Graph) -> Iterator[tuple[str, str]]:
    """The imports that do not follow from others."""
    for room, others in graph.items():
        implied = {far for other in others for far in _reachable(graph, other)}
        yield from ((room, other) for other in sorted(others - implied))


def _drawing(house: str, left: int, bottom: int) -> tuple[list[str], int]:
    """The SVG elements of one house and their width, the lowest floor ending at `bottom`."""
    # The front (`__init__`, `__main__`) re-exports what is inside and would point at everything.
    graph = {
        room: others - {""} for room, others in rooms(house).items() if room not in ("", "__main__")
    }
    floors = _floors(graph)
    rows = [[r for r in graph if floors[r] == n] for n in range(max(floors.values()) + 1)]
    width = max(len(row) for row in rows) * (_BOX_WIDTH + _GAP) - _GAP
    at: dict[str, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        indent = left + (width - len(row) * (_BOX_WIDTH + _GAP) + _GAP) // 2
        for place, room in enumerate(row):
            y = bottom - _BOX_HEIGHT - number * _FLOOR
            at[room] = (indent + place * (_BOX_WIDTH + _GAP), y)
    middle = _BOX_WIDTH // 2
    arrows = [
        f'<line x1="{at[a][0] + middle}" y1="{at[a][1] + _BOX_HEIGHT}" '
        f'x2="{at[b][0] + middle}" y2="{at[b][1] - 4}"/>'
        for a, b in _arrows(graph)
    ]
    boxes = [
        f'<rect x="{x}" y="{y}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="5"/>'
        f'<text x="{x + middle}" y="{y + 21}">{escape(room)}</text>'
        for room, (x, y) in at.items()
    ]
    top = bottom - len(rows) * _FLOOR + _FLOOR - _BOX_HEIGHT - _HEAD // 2
    name = f'<text class="house" x="{left + width // 2}" y="{top}">{house}/</text>'
    return [*arrows, *boxes, name], width


def picture() -> str:
    """The drawing of all houses side by side, as SVG."""
    deepest = max(max(_floors(_graph(house)).values()) for house in HOUSES)
    bottom = _MARGIN + _HEAD + deepest * _FLOOR + _BOX_HEIGHT
    elements: list[str] = []
    left = _MARGIN
    for house in HOUSES:
        drawn, width = _drawing(house, left, bottom)
        elements += drawn
        left += width + 3 * _MARGIN
    size = f'width="{left - 2 * _MARGIN}" height="{bottom + _MARGIN}"'
    style = (
        "rect{fill:#f4f6f8;stroke:#57606a}line{stroke:#8c959f;marker-end:url(#head)}"
        "text{font:14px sans-serif;text-anchor:middle;fill:#1f2328}.house{font-weight:bold}"
    )
    head = (
        '<marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 0 8 4 0 8z" fill="#8c959f"/></marker>'
    )
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
        f"<style>{style}</style><defs>{head}</defs>",
        '<rect width="100%" height="100%" style="fill:#fff;stroke:none"/>',
        *elements,
        "</svg>\n",
    ])  # fmt: skip


if __name__ == "__main__":
    PICTURE.write_text(picture(), "utf-8")
