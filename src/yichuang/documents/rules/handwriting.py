"""A signature drawn on a pad, from its strokes to a picture that is sharp at any size. Pure."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from itertools import pairwise

_FRAME = 6
_Point = tuple[float, float]


def ink_svg(strokes: object, image_png: bytes) -> str:
    """The signature as SVG: from the strokes if there are any, else the picture as it was taken.

    strokes: a list of strokes, or {"strokes": [...]}; a stroke is a list of points, a point [x, y, …]
    or {"x": …, "y": …}. Times and pressure are kept with the signature and not drawn.
    Source: RCP-007.
    """
    lines = [line for line in map(_points, _strokes(strokes)) if line]
    if not lines:
        picture = base64.b64encode(image_png).decode()
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            'viewBox="0 0 300 100" width="300" height="100"><image width="300" height="100" '
            f'xlink:href="data:image/png;base64,{picture}"/></svg>'
        )
    across, down = [x for line in lines for x, _ in line], [y for line in lines for _, y in line]
    left, top = min(across) - _FRAME, min(down) - _FRAME
    width, height = max(across) - left + _FRAME, max(down) - top + _FRAME
    thick = max(width / 60, height / 22, 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}"><path d="{"".join(map(_path, lines))}" fill="none" '
        f'stroke="#111" stroke-width="{thick:g}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def _strokes(drawn: object) -> Sequence[object]:
    if isinstance(drawn, Mapping):
        drawn = drawn.get("strokes", [])
    return drawn if isinstance(drawn, list) else []


def _points(stroke: object) -> list[_Point]:
    if isinstance(stroke, Mapping):
        stroke = stroke.get("points", [])
    return [_point(point) for point in stroke] if isinstance(stroke, list) else []


def _point(point: object) -> _Point:
    if isinstance(point, Mapping):
        return float(point["x"]), float(point["y"])
    assert isinstance(point, list), point
    return float(point[0]), float(point[1])


def _path(line: list[_Point]) -> str:
    """One stroke; curves through the middles of the points, so that a slow pad draws no corners."""
    (x, y), *rest = line
    drawn = f"M{x:.1f} {y:.1f}"
    if len(rest) < 2:
        x, y = rest[0] if rest else (x + 0.1, y)
        return drawn + f"L{x:.1f} {y:.1f}"
    for (x, y), (next_x, next_y) in pairwise(rest):
        drawn += f"Q{x:.1f} {y:.1f} {(x + next_x) / 2:.1f} {(y + next_y) / 2:.1f}"
    return drawn + f"L{rest[-1][0]:.1f} {rest[-1][1]:.1f}"
