"""Writes what was measured between the two marks of `docs/benchmarks.md`, and the plots beside it. What people wrote around stays."""

import os
import platform
from pathlib import Path

from harness import inputs, plots
from harness.contenders import FORMATS

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def seconds(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value:.2f} s" if value < 10 else f"{value:.1f} s"


def size(value: int) -> str:
    return f"{value / 1e6:.2f} M" if value >= 1e6 else f"{value / 1e3:.1f} K"


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = ""
    if Path("/proc/cpuinfo").exists():
        names = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
        model = f" ({names[0]})" if names else ""
    return f"{os.cpu_count()} cores{model}, {memory:.0f} GiB, {platform.system()} {platform.machine()}"


def rows_of(job: str, formats: str, results: dict) -> list:
    """The lines of one job's table; ratios are to ours."""
    own = results["rolematrix"]
    lines = []
    for name, runs in results.items():
        label = f"**{name}**" if name == "rolematrix" else name
        if runs.failure:
            lines.append(f"| {job} | {formats} | {label} | {runs.failure} | | | | | | |")
            continue
        wall, cpu, peak = runs.median("wall"), runs.median("cpu"), runs.median("peak")
        ratio = "1" if name == "rolematrix" else f"{wall / own.median('wall'):.2f}"
        cpu_ratio = "1" if name == "rolematrix" else f"{cpu / max(own.median('cpu'), 1e-4):.2f}"
        lines.append(
            f"| {job} | {formats} | {label} | {seconds(wall)} | {ratio} | {seconds(cpu)} | {cpu_ratio} | {peak:.0f} "
            f"| {size(runs.output)} | {len(runs.wall)} |"
        )
    return lines


def best_set(results: dict) -> tuple:
    """The fastest peer of each format on the seed page: names, and what they take together."""
    names, total = [], 0.0
    for format in FORMATS:
        peers = {name: runs for name, runs in results[("seed", format)].items() if name not in ("rolematrix", "bare loop") and not runs.failure}
        if peers:
            fastest = min(peers, key=lambda name: peers[name].median("wall"))
            names.append(f"{fastest} ({format})")
            total += peers[fastest].median("wall")
    return names, total


def growth_table(title: str, unit: str, series: dict) -> list:
    sizes = [x for x, _, _ in next(iter(series.values()))]
    lines = [f"| {title} | " + " | ".join(f"{x:,} {unit}" for x in sizes) + " | last step |", "|---|" + "---:|" * (len(sizes) + 1)]
    for format, points in series.items():
        before, last = (time / cells for _, cells, time in points[-2:])
        lines.append(f"| {format} | " + " | ".join(f"{time / cells * 1e6:.2f} µs ({seconds(time)})" for _, cells, time in points) + f" | {last / before:.2f}× |")
    return lines


def write(docs: Path, measured: dict) -> None:
    results, all_four, versions = measured["peers"], measured["all four"], measured["versions"]
    missing = [name for name, found in versions.items() if not found]
    present = ", ".join(f"{name} {found}" for name, found in sorted(versions.items(), key=lambda item: item[0].lower()) if found)
    names, set_time = best_set(results)
    seed, big = all_four["seed"]["rolematrix"], all_four["big"]["rolematrix"]
    lines = [
        BEGIN,
        f"Measured on {machine()}, with `{measured['command']}`; {measured['own version']}. Peers: {present}."
        + (f" Not installed, so not measured: {', '.join(missing)}." if missing else " All peers were installed."),
        "",
        "Inputs: " + ", ".join(f"{name} {d:,} × {r} ({size(measured['bytes'][name])} CSV)" for name, (d, r) in inputs.SIZES.items())
        + " (dimensions × roles).",
        "",
        "### At a glance",
        "",
        "| | measured | target |",
        "|---|---:|---:|",
        f"| `rolematrix --version` | {seconds(measured['start'])} (`true`: {seconds(measured['true'])}) | 3 ms |",
        f"| seed, four formats | {seconds(seed.median('wall'))}, {seed.median('peak'):.0f} MB | |",
        f"| seed, the best set of peers: {', '.join(names)} | {seconds(set_time)}: {set_time / seed.median('wall'):.1f}× ours | 8×, on towards 20× |",
        f"| big, four formats | {seconds(big.median('wall'))}, {big.median('peak'):.0f} MB | 2.5 s, 300 MB |",
        "",
        "![How many times as long as rolematrix each takes](benchmarks-peers.svg)",
        "",
        "### Beside others",
        "",
        "`×` is the time divided by ours in the same run: above 1, we are faster.",
        "",
        "| input | formats | who | wall | × | CPU | CPU × | peak MB | output | runs |",
        "|---|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for (job, format), found in results.items():
        lines += rows_of(job, format, found)
    for job, found in all_four.items():
        lines += rows_of(job, "all four", found)
    lines += ["", "### Growth", "", "Time a cell, and the whole run, from CSV. The last step says how much longer a cell takes at the largest size than at the one before:", "1 is linear.", ""]
    for title, unit, key in (("8 roles", "dimensions", "dimensions"), ("100 dimensions", "roles", "roles")):
        lines += [*growth_table(title, unit, measured[key]), "", f"![Time a cell by {key}](benchmarks-{key}.svg)", ""]
        series = {format: [(x, time / cells * 1e6) for x, cells, time in points] for format, points in measured[key].items()}
        plot = plots.lines(f"Time a cell, {title}", unit, "µs a cell", series)
        (docs / f"benchmarks-{key}.svg").write_text(plot, encoding="utf-8")
    lines.append(END)

    groups = []
    for (job, format), found in results.items():
        own = found["rolematrix"].median("wall")
        values = [(name, runs.median("wall") / own) for name, runs in found.items() if name != "rolematrix" and not runs.failure]
        if values:
            groups.append((f"{job}, {format}", sorted(values, key=lambda value: value[1])))
    plot = plots.bars("How many times as long as rolematrix each takes (logarithmic)", groups)
    (docs / "benchmarks-peers.svg").write_text(plot, encoding="utf-8")

    page = docs / "benchmarks.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    page.write_text(before + "\n".join(lines) + rest.partition(END)[2], encoding="utf-8")
