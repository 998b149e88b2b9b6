"""Makes the matrices that are measured: distinct cell texts from the seed page's words, always the same bytes."""

import csv
import html
import random
from pathlib import Path

SIZES = {"seed": (10, 3), "mid": (500, 8), "big": (5000, 8), "wide": (200, 40)}
"""Name: (dimensions, roles). `seed` is the page in `data/` itself."""

LEVELS = ["Engineer", "Manager", "Analyst", "Architect", "Specialist", "Lead", "Director", "Consultant"]
AREAS = ["AIOps", "MLOps", "Prompt", "Platform", "Data", "Security", "Cloud", "Product", "Support", "Research"]


class Maker:
    """Writes matrices as CSV, and as the HTML page that a browser prints."""

    def __init__(self, seed_page: Path, folder: Path):
        lines = [line for line in seed_page.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
        records = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
        self.seed = [records[0], *records[2:]]
        self.words = [word for record in self.seed[1:] for cell in record[1:] for word in cell.split()]
        self.folder = folder

    def csv(self, name: str, dimensions: int, roles: int) -> Path:
        """`NAME.csv` with that many rows and columns; texts of 12 to 28 words."""
        path = self.folder / f"{name}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows(self.records(name, dimensions, roles))
        return path

    def html(self, name: str, dimensions: int, roles: int) -> Path:
        """`NAME.html`, landscape pages with one table whose head repeats."""
        path = self.folder / f"{name}.html"
        with path.open("w", encoding="utf-8") as file:
            file.write(
                '<!doctype html><meta charset="utf-8"><style>@page{size:A4 landscape;margin:12mm}'
                "table{border-collapse:collapse;width:100%;table-layout:fixed;font:8pt sans-serif}"
                "td,th{border:.5pt solid #999;padding:2pt;vertical-align:top;text-align:left}"
                "tr{break-inside:avoid}</style><table>"
            )
            for index, record in enumerate(self.records(name, dimensions, roles)):
                tag = "td" if index else "th"
                row = "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in record)
                file.write(f"<tr>{row}</tr>" if index else f"<thead><tr>{row}</tr></thead><tbody>")
            file.write("</tbody></table>")
        return path

    def records(self, name: str, dimensions: int, roles: int):
        if name == "seed":
            yield from self.seed
            return
        random_words = random.Random(42)
        names = [f"{area} {level}" for level in LEVELS for area in AREAS]
        yield ["Dimension", *(names[i] if i < len(names) else f"Role {i + 1}" for i in range(roles))]
        titles = [record[0] for record in self.seed[1:]]
        for index in range(dimensions):
            cells = (random_words.choices(self.words, k=random_words.randint(12, 28)) for _ in range(roles))
            texts = (" ".join(words) for words in cells)
            title = f"{titles[index % len(titles)]} {index // len(titles) + 1}"
            yield [title, *(text[0].upper() + text[1:] for text in texts)]
