"""Curves over a logarithmic axis as SVG, by hand."""

from html import escape
from math import ceil, log10

Curves = dict[str, dict[float, float]]

WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 760, 380, 56, 250, 40, 44
COLOURS = ("#0b6e4f", "#b3541e", "#2f5d9b", "#8a2f6b", "#6b6b00", "#444444")


def svg(title: str, across: str, curves: Curves) -> str:
    """{name: {x: y}}; x by tens, y from nothing."""
    most = max((y for curve in curves.values() for y in curve.values()), default=1)
    step = 10 ** ceil(log10(most / 5)) if most > 0 else 1
    step = step / 2 if most < 2.5 * step else step
    top = step * ceil(most / step)
    xs = sorted({x for curve in curves.values() for x in curve})
    parts = [text(LEFT, 20, title, 15), *(line_at(at * step, top) for at in range(round(top / step) + 1))]
    parts += [text(place(x, xs), HIGH - 24, f"{x:,.0f}", 11, "middle") for x in xs]
    parts.append(text((LEFT + WIDE - RIGHT) / 2, HIGH - 6, across, 11, "middle"))
    for number, (name, curve) in enumerate(curves.items()):
        parts += drawn(name, curve, xs, top, COLOURS[number % len(COLOURS)], TOP + 8 + number * 20)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif">'
    return "\n".join([head, f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>', *parts, "</svg>", ""])


def place(x: float, xs: list[float]) -> float:
    """Across, by the power of ten."""
    first, last = log10(xs[0]), log10(xs[-1])
    return LEFT + (log10(x) - first) / ((last - first) or 1) * (WIDE - LEFT - RIGHT)


def height(y: float, top: float) -> float:
    """Down from the top."""
    return HIGH - BOTTOM - y / top * (HIGH - TOP - BOTTOM)


def text(x: float, y: float, words: str, size: int, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}">{escape(words)}</text>'


def line_at(y: float, top: float) -> str:
    """A rule across, with its number."""
    at = height(y, top)
    rule = f'<line x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{at:.1f}" y2="{at:.1f}" stroke="#ddd"/>'
    return rule + text(LEFT - 6, at + 4, f"{y:g}", 11, "end")


def drawn(name: str, curve: dict[float, float], xs: list[float], top: float, colour: str, key: float) -> list[str]:
    """The curve, its points, and its name beside the field."""
    points = [(place(x, xs), height(y, top)) for x, y in sorted(curve.items())]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points)
    mark = f'<rect x="{WIDE - RIGHT + 14}" y="{key - 9}" width="12" height="4" fill="{colour}"/>'
    named = text(WIDE - RIGHT + 32, key - 3, name, 11)
    return [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>', dots, mark, named]
