"""The archive package of one case: what it must hold, its list, its checksums. Pure.

The package is a ZIP file with `manifest.json` (metadata and one line for each component with its SHA-256),
the documents as they were sealed, and the ledger's entries of the case as JSON lines. Any program that can
unzip and hash can verify it: `sha256sum -c SHA256SUMS` inside the unpacked folder does.
Source: ARC-002.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

FORMAT = "yichuang-archive-1"
STAMP = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever it is packed


@dataclass(frozen=True, slots=True)
class Component:
    """One thing in the file: its place in the package, what it is, its bytes."""

    path: str
    title: str
    number: str
    dated: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def needed(outcome: str, *, immediate: bool, fee: bool) -> frozenset[str]:
    """The kinds of documents without which a file is not complete, by how the case ended.

    Source: ARC-002.
    """
    kinds = {"receipt"}
    if outcome in {"granted", "denied"}:
        kinds |= {"grant" if outcome == "granted" else "denial", "pickup"}
        if not immediate:
            kinds.add("acceptance")
        if fee and outcome == "granted":
            kinds.add("payment")
    elif outcome in {"refused", "not_needed", "referred"}:
        kinds.add("refusal")
    else:
        kinds.add("ending")
    return frozenset(kinds)


def lacking(kinds: Collection[str], outcome: str, *, immediate: bool, fee: bool) -> list[str]:
    """What is missing in a file that has these kinds. Source: ARC-002."""
    return sorted(needed(outcome, immediate=immediate, fee=fee) - set(kinds))


def pack(metadata: Mapping[str, object], components: Sequence[Component]) -> bytes:
    """The package as bytes, the same for the same input."""
    lines = [
        {
            "path": c.path,
            "title": c.title,
            "number": c.number,
            "dated": c.dated,
            "bytes": len(c.content),
            "sha256": c.sha256,
        }
        for c in components
    ]
    manifest = {"format": FORMAT, "metadata": dict(metadata), "components": lines}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
    sums = "".join(f"{c.sha256}  {c.path}\n" for c in components)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in [("manifest.json", text), ("SHA256SUMS", sums.encode())]:
            archive.writestr(zipfile.ZipInfo(path, STAMP), content)
        for component in components:
            archive.writestr(zipfile.ZipInfo(component.path, STAMP), component.content)
    return out.getvalue()


def faults(package: bytes) -> list[str]:
    """What is wrong with a package: nothing for a sound one. What any second program would check.

    Source: ARC-002, ARC-003.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            if broken := archive.testzip():
                return [f"{broken}: damaged"]
            manifest = json.loads(archive.read("manifest.json"))
            told = {line["path"]: line["sha256"] for line in manifest["components"]}
            there = set(archive.namelist()) - {"manifest.json", "SHA256SUMS"}
            wrong = [f"{path}: not in the list" for path in sorted(there - set(told))]
            for path, sha256 in told.items():
                if path not in there:
                    wrong.append(f"{path}: missing")
                elif hashlib.sha256(archive.read(path)).hexdigest() != sha256:
                    wrong.append(f"{path}: altered")
            return wrong
    except (zipfile.BadZipFile, KeyError, ValueError) as unreadable:
        return [f"not a package: {unreadable}"]
