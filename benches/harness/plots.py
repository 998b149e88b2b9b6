"""Draws figures as SVG, with nothing but text: lines on logarithmic axes, and bars on a logarithmic axis."""

import html
import math

COLOURS = ["#1f5fa8", "#c2571a", "#3a8a4d", "#7a4fa3"]
STYLE = "<style>text{font:12px sans-serif;fill:#222}.s{font-size:11px;fill:#555}.g{stroke:#ddd}</style>"


def document(width: int, height: int, parts: list, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
        f'<title>{html.escape(title)}</title>{STYLE}<rect width="{width}" height="{height}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def text(x: float, y: float, content: str, anchor: str = "start", small: bool = False) -> str:
    style = ' class="s"' if small else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{style}>{html.escape(content)}</text>'


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="g" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def decades(low: float, high: float) -> list:
    return [10.0**power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]


def lines(title: str, x_title: str, y_title: str, series: dict) -> str:
    """`series`: name → list of (x, y)."""
    width, height, left, top, right, bottom = 640, 340, 64, 40, 90, 48
    xs = [x for points in series.values() for x, _ in points]
    ys = [y for points in series.values() for _, y in points]
    y_ticks = decades(min(ys), max(ys))
    x_low, x_high = math.log10(min(xs)), math.log10(max(xs))
    y_low, y_high = math.log10(y_ticks[0]), math.log10(y_ticks[-1])

    def at(x: float, y: float) -> tuple:
        across = (math.log10(x) - x_low) / (x_high - x_low)
        up = (math.log10(y) - y_low) / (y_high - y_low)
        return left + across * (width - left - right), height - bottom - up * (height - top - bottom)

    parts = [text(left, 22, title), text(width / 2, height - 8, x_title, "middle", True), text(8, 26, y_title, small=True)]
    for tick in y_ticks:
        _, y = at(min(xs), tick)
        parts += [line(left, y, width - right, y), text(left - 6, y + 4, f"{tick:g}", "end", True)]
    for x in sorted(set(xs)):
        across, _ = at(x, y_ticks[0])
        parts += [line(across, top, across, height - bottom), text(across, height - bottom + 16, f"{x:,}", "middle", True)]
    taken = []
    for (name, points), colour in zip(series.items(), COLOURS):
        placed = [at(x, y) for x, y in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in placed]
        label = placed[-1][1] + 4
        while any(abs(label - other) < 13 for other in taken):
            label += 1
        taken.append(label)
        parts.append(text(placed[-1][0] + 8, label, name))
    return document(width, height, parts, title)


def bars(title: str, groups: list) -> str:
    """`groups`: (heading, list of (name, value)); a value is how many times as long as ours the other takes."""
    width, left, right, bar = 640, 150, 70, 15
    values = [value for _, rows in groups for _, value in rows]
    low, high = math.log10(min(0.1, *values)), math.log10(max(values))
    height = 44 + sum(24 + bar * len(rows) for _, rows in groups)
    parts = [text(8, 22, title)]

    def at(value: float) -> float:
        return left + (math.log10(value) - low) / (high - low) * (width - left - right)

    y = 40
    for heading, rows in groups:
        parts.append(text(8, y + 12, heading, small=True))
        y += 18
        for name, value in rows:
            start, end = sorted((at(1), at(value)))
            colour = COLOURS[0] if value >= 1 else COLOURS[1]
            parts.append(f'<rect x="{start:.1f}" y="{y}" width="{max(end - start, 1):.1f}" height="{bar - 4}" fill="{colour}"/>')
            parts += [text(left - 8, y + 10, name, "end", True), text(end + 5, y + 10, f"{value:.3g}×", small=True)]
            y += bar
        y += 6
    parts.append(f'<line x1="{at(1):.1f}" y1="40" x2="{at(1):.1f}" y2="{height - 6}" stroke="#222"/>')
    return document(width, height, parts, title)
