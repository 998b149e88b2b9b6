"""What is in the binary besides our own code: the bill of materials (CycloneDX 1.5) and the licences' texts, from `cargo metadata`."""

import json
import subprocess
import tomllib
from pathlib import Path


def shipped(root: Path, target: str) -> list:
    """Our package first, then every package that it is built from for `target`, by name; those for tests alone are left out. Each with
    `checksum` (of the registry) and `needs` (ids)."""
    told = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target], cwd=root, capture_output=True, check=True
    )
    metadata = json.loads(told.stdout)
    lock = tomllib.loads((root / "Cargo.lock").read_text(encoding="utf-8"))
    checksums = {(entry["name"], entry["version"]): entry.get("checksum") for entry in lock["package"]}
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    own = metadata["resolve"]["root"]
    found, waiting = set(), [own]
    while waiting:
        current = waiting.pop()
        if current in found:
            continue
        found.add(current)
        needs = [need["pkg"] for need in nodes[current]["deps"] if any(kind["kind"] != "dev" for kind in need["dep_kinds"])]
        packages[current]["needs"] = needs
        waiting += needs
    chosen = [packages[id] for id in found]
    for package in chosen:
        package["checksum"] = checksums[(package["name"], package["version"])]
    return sorted(chosen, key=lambda package: (package["id"] != own, package["name"], package["version"]))


def reference(package: dict) -> str:
    return f"pkg:cargo/{package['name']}@{package['version']}"


def expression(package: dict) -> str:
    """The SPDX expression; some older packages write `MIT/Apache-2.0`."""
    return (package["license"] or "NOASSERTION").replace("/", " OR ")


def component(package: dict, kind: str) -> dict:
    told = {
        "type": kind,
        "bom-ref": reference(package),
        "name": package["name"],
        "version": package["version"],
        "purl": reference(package),
        "licenses": [{"expression": expression(package)}],
    }
    if package["description"]:
        told["description"] = " ".join(package["description"].split())
    if package["checksum"]:
        told["hashes"] = [{"alg": "SHA-256", "content": package["checksum"]}]
    return told


def bill_of_materials(packages: list) -> bytes:
    own, *others = packages
    references = {package["id"]: reference(package) for package in packages}
    font = {
        "type": "data",
        "bom-ref": "source-sans-3",
        "name": "Source Sans 3",
        "description": "Embedded fonts",
        "licenses": [{"license": {"id": "OFL-1.1"}}],
    }
    needs = [
        {"ref": references[package["id"]], "dependsOn": sorted({references[id] for id in package["needs"]})} for package in packages
    ]
    needs[0]["dependsOn"].append(font["bom-ref"])
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(own, "application")},
        "components": [*(component(package, "library") for package in others), font],
        "dependencies": needs,
    }
    return (json.dumps(bill, indent=2, ensure_ascii=False) + "\n").encode()


def licences(packages: list) -> bytes:
    """Each text once, under the packages that it is of."""
    users, bare = {}, []
    for package in packages[1:]:
        folder = Path(package["manifest_path"]).parent
        texts = [
            file.read_text(encoding="utf-8", errors="replace").strip()
            for file in sorted(folder.iterdir())
            if file.is_file() and file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"))
        ]
        for text in texts:
            users.setdefault(text, []).append(f"{package['name']} {package['version']}")
        if not texts:
            bare.append(f"{package['name']} {package['version']}: {expression(package)}")
    parts = ["What the rolematrix binary is built from, and on which terms.\n"]
    parts += [f"{'=' * 100}\n{', '.join(dict.fromkeys(names))}\n{'-' * 100}\n{text}\n" for text, names in users.items()]
    if bare:
        parts.append(f"{'=' * 100}\nPackages that come without a text of their own:\n" + "\n".join(bare) + "\n")
    return "\n".join(parts).encode()
