"""What Pulih is made of, as CycloneDX JSON: `python -m tests.bill_of_materials >var/sbom.json`, or `make sbom`.

Names, versions and what needs what come from the two lock files; licences from package-lock.json, and from what the
Python packages that are installed here say of themselves. `excluded` is what runs on a developer's machine alone.
"""

import json
import re
import sys
from base64 import b64decode
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from api import VERSION

Json = dict[str, Any]
HOUSE = Path(__file__).parent.parent
ROOT = f"pkg:generic/pulih@{VERSION}"
# Developers' packages by package-lock.json, of which the served app and its documentation hold a part all the same.
SERVED = ("swagger-ui-dist",)
USES = ("required", "optional", "excluded")  # the first one said of a package by anybody counts


class Part(NamedTuple):
    """One version of one package. `needs`: the purls of others."""

    purl: str
    name: str
    version: str
    use: str
    licences: list[Json]
    hashes: list[Json]
    needs: frozenset[str]


def python_lock(name: str) -> dict[str, tuple[str, bool, list[str]]]:
    """{package: its version, whether only some machines need it, who asks for it}."""
    entries = re.split(r"^(?=[a-z0-9])", (HOUSE / name).read_text(), flags=re.MULTILINE)
    found = {}
    for entry in filter(None, entries):
        head = re.match(r"([a-z0-9._-]+)(?:\[.*?\])?==([^ \\;]+)( ;)?", entry)
        if head is None:
            raise ValueError(f"{name}: {entry.partition(chr(10))[0]} is no pinned package")
        via = entry.partition("# via")[2]
        found[head[1]] = (head[2], bool(head[3]), re.findall(r"^\s*(?:#\s+)?([a-z0-9._-]+)", via, re.MULTILINE))
    return found


def python_parts() -> Iterator[Part]:
    """The second lock has everything of the first."""
    served, all_of_them = python_lock("requirements.txt"), python_lock("requirements-dev.txt")
    purls = {name: f"pkg:pypi/{name}@{version}" for name, (version, _, _) in all_of_them.items()}
    for name, (version, some, _) in all_of_them.items():
        use = "excluded" if name not in served else "optional" if some else "required"
        needs = frozenset(purls[other] for other, (_, _, via) in all_of_them.items() if name in via)
        yield Part(purls[name], name, version, use, python_licences(name), [], needs)


def python_licences(name: str) -> list[Json]:
    """None of a package that this machine does not need."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return []
    if expression := said.get("License-Expression"):
        return [{"expression": expression}]
    marks = [one for one in said.get_all("Classifier", []) if one.startswith("License :: ")]
    words = {one.rpartition(" :: ")[2] for one in marks} or {said.get("License") or ""}
    return [{"license": {"name": word}} for word in sorted(words - {"OSI Approved"}) if 0 < len(word) < 60]


def npm_parts() -> Iterator[Part]:
    """Each place in node_modules; one package may lie in several."""
    lock = json.loads((HOUSE / "pwa" / "package-lock.json").read_text())["packages"]
    for place, said in lock.items():
        name = place.rpartition("node_modules/")[2]
        if not name:
            continue
        apart = said.get("dev") and name not in SERVED
        use = "excluded" if apart else "optional" if said.get("optional") else "required"
        digest = said["integrity"].partition("-")[2]
        hashes = [{"alg": "SHA-512", "content": b64decode(digest).hex()}]
        licences = [{"expression": said["license"]}] if "license" in said else []
        yield Part(npm_purl(place, said), name, said["version"], use, licences, hashes, frozenset(needed(lock, place)))


def npm_purl(place: str, said: Json) -> str:
    """The scope's @ is escaped in a purl."""
    return f"pkg:npm/{place.rpartition('node_modules/')[2].replace('@', '%40')}@{said['version']}"


def needed(lock: dict[str, Json], place: str) -> Iterator[str]:
    """As Node finds them: the nearest node_modules on the way up."""
    groups = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")
    for name in {name for group in groups for name in lock[place].get(group, ())}:
        up = place
        while f"{up}/node_modules/{name}".lstrip("/") not in lock and up:
            up = up.rpartition("node_modules/")[0].rstrip("/")
        found = f"{up}/node_modules/{name}".lstrip("/")
        if found in lock:
            yield npm_purl(found, lock[found])


def roots() -> Iterator[str]:
    """What the two projects ask for by themselves."""
    for name, (version, _, via) in python_lock("requirements-dev.txt").items():
        if "pulih" in via:
            yield f"pkg:pypi/{name}@{version}"
    yield from needed(json.loads((HOUSE / "pwa" / "package-lock.json").read_text())["packages"], "")


def merged(parts: Iterator[Part]) -> dict[str, Part]:
    """One for each purl."""
    found: dict[str, Part] = {}
    for part in parts:
        known = found.get(part.purl, part)
        use = min(part.use, known.use, key=USES.index)
        found[part.purl] = part._replace(use=use, needs=part.needs | known.needs)
    return found


def component(part: Part) -> Json:
    """Members that would be empty are left out."""
    told = {"type": "library", "bom-ref": part.purl, "name": part.name, "version": part.version, "scope": part.use}
    more = {"hashes": part.hashes, "licenses": part.licences}
    return {**told, **{name: value for name, value in more.items() if value}, "purl": part.purl}


def bill_of_materials() -> Json:
    """The same lock files on the same machine make the same text."""
    parts = merged(python_parts()) | merged(npm_parts())
    components = [component(parts[purl]) for purl in sorted(parts)]
    needs = {ROOT: frozenset(roots()), **{purl: parts[purl].needs for purl in sorted(parts)}}
    whole = {"type": "application", "bom-ref": ROOT, "name": "pulih", "version": VERSION, "purl": ROOT}
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, json.dumps(components))}",
        "metadata": {"component": whole, "lifecycles": [{"phase": "pre-build"}]},
        "components": components,
        "dependencies": [{"ref": ref, "dependsOn": sorted(on)} for ref, on in needs.items()],
    }  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bill_of_materials(), indent=1) + "\n")
