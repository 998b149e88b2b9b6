#!/usr/bin/env python3
"""expected_table.py MATRIX.json            -- the table that a page must show of a matrix in the canonical form, as CSV
expected_table.py EXPECTED_FULL.json NAME CORNER  -- the same of a case with every cell written down
Dimensions are gathered by group, as pages show them. Reads with the standard library alone, so it shares no code with the project."""
import csv, json, sys


def text(value):
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return "".join(run if isinstance(run, str) else run["text"] for run in value["runs"])


def canonical(matrix):
    roles = matrix["roles"]
    yield [text(matrix.get("corner")) or "Dimension"] + [text(role["name"]) for role in roles]
    groups = {}
    for dimension in matrix["dimensions"]:
        groups.setdefault(dimension.get("group"), []).append(dimension)
    for dimensions in groups.values():
        for dimension in dimensions:
            yield [text(dimension["name"])] + [text(dimension["cells"].get(role["id"])) for role in roles]


def case(expected, corner):
    yield [corner] + expected["roles"]
    for name, cells in zip(expected["dimensions"], expected["matrix"]):
        yield [name] + cells


with open(sys.argv[1], encoding="utf-8") as file:
    data = json.load(file)
rows = canonical(data) if len(sys.argv) == 2 else case(data[sys.argv[2]], sys.argv[3])
csv.writer(sys.stdout, lineterminator="\r\n").writerows(rows)
