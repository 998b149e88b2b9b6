"""Who is measured: rolematrix, what its users would pick instead (as far as it is installed), and the barest loops that do the work."""

import importlib.metadata
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "benches" / "peers"
OWN = ROOT / "target" / "release" / "rolematrix"
BARE = PEERS / "target" / "release"
FORMATS = ["pdf", "xlsx", "csv", "md"]


@dataclass
class Contender:
    """`command` gets the folder with the inputs, the name of one, and the output. `start` is a command whose time is no part of the
    work, for a program that is only at hand as a Python module; it is taken off."""

    name: str
    format: str
    command: Callable
    kind: str = "peer"
    to_stdout: bool = False
    start: list | None = None


def version(command: str) -> str | None:
    path = shutil.which(command)
    if path is None:
        return None
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d+(\.\d+)+", told)
    return found.group() if found else "unknown"


def module_version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def own(format: str) -> Contender:
    def command(folder: Path, name: str, output: Path) -> list:
        return [str(OWN), "export", f"{folder}/{name}.csv", "-f", format, "-o", str(output) + ("/" if "," in format else ""), "-q"]

    return Contender("rolematrix", format, command, "own")


def program(name: str, format: str, *arguments: str, to_stdout: bool = False) -> Contender:
    """`{in}` (without its extension) and `{out}` are filled in."""

    def command(folder: Path, matrix: str, output: Path) -> list:
        filled = [argument.replace("{in}", f"{folder}/{matrix}").replace("{out}", str(output)) for argument in arguments]
        return [shutil.which(name) or name, *filled]

    return Contender(name, format, command, to_stdout=to_stdout)


def script(name: str, format: str, file: str, extension: str = "csv", start: list | None = None) -> Contender:
    def command(folder: Path, matrix: str, output: Path) -> list:
        return [sys.executable, str(PEERS / file), f"{folder}/{matrix}.{extension}", str(output)]

    return Contender(name, format, command, start=start)


def bare(format: str) -> Contender:
    def command(folder: Path, matrix: str, output: Path) -> list:
        return [str(BARE / f"bare-{format}"), f"{folder}/{matrix}.csv", str(output)]

    return Contender("bare loop", format, command, "floor")


def all_peers() -> tuple[list, dict]:
    """The peers that are installed, and the version of each by name; None where one is not."""
    chromium = next((name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)), "chromium")
    versions = {name: module_version(name.lower()) for name in ("WeasyPrint", "XlsxWriter", "openpyxl", "tabulate")}
    versions |= {"Miller": version("mlr"), "xan": version("xan"), "pandoc": version("pandoc"), "Chromium": version(chromium)}
    versions["typst"] = version("typst") or module_version("typst")
    if shutil.which("typst"):
        typst = program("typst", "pdf", "compile", "--root", "/", "--input", "matrix={in}.csv", str(PEERS / "table.typ"), "{out}")
    else:
        typst = script("typst", "pdf", "typst_pdf.py", start=[sys.executable, "-c", "import typst"])
    peers = [
        typst,
        script("WeasyPrint", "pdf", "weasyprint_pdf.py", "html"),
        program(
            chromium, "pdf", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-quic", "--user-data-dir={out}.profile", "--no-pdf-header-footer",
            "--print-to-pdf={out}", "file://{in}.html",
        ),
        script("XlsxWriter", "xlsx", "xlsxwriter_xlsx.py"),
        script("openpyxl", "xlsx", "openpyxl_xlsx.py"),
        program("xan", "xlsx", "to", "xlsx", "{in}.csv", "-o", "{out}"),
        program("mlr", "csv", "--csv", "cat", "{in}.csv", to_stdout=True),
        program("xan", "csv", "select", "*", "{in}.csv", "-o", "{out}"),
        program("mlr", "md", "--icsv", "--omd", "cat", "{in}.csv", to_stdout=True),
        program("xan", "md", "to", "md", "{in}.csv", "-o", "{out}"),
        script("tabulate", "md", "tabulate_md.py"),
        program("pandoc", "md", "-f", "csv", "-t", "gfm", "--wrap=none", "{in}.csv", "-o", "{out}"),
    ]
    for peer in peers:
        peer.name = {"mlr": "Miller", chromium: "Chromium"}.get(peer.name, peer.name)
    return [peer for peer in peers if versions[peer.name]], versions
