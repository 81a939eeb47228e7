"""Filing an ended case: complete, listed, with checksums; from then on read-only."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from yichuang.accounts.rules.roles import Role
from yichuang.archive import queries
from yichuang.archive.models import Access, ArchiveFile
from yichuang.archive.rules.package import Component, lacking, pack
from yichuang.archive.wording import KIND_NAMES
from yichuang.cases import commands as cases
from yichuang.cases import queries as case_queries
from yichuang.cases.rules.lifecycle import TABLE, Act
from yichuang.centres.queries import ordinary_centres
from yichuang.clocks import commands as clocks
from yichuang.clocks.queries import clocks_of
from yichuang.clocks.rules.clock import ClockFact, What
from yichuang.documents.queries import documents_of, pdf_of, signatures_of
from yichuang.fees.queries import payment_of
from yichuang.kernel.acting import Acting, system
from yichuang.kernel.errors import NotPermitted, RuleBroken
from yichuang.kernel.worktime import Limit, Unit
from yichuang.ledger.commands import record
from yichuang.ledger.queries import entries_of
from yichuang.numbering.commands import take
from yichuang.policy.queries import calendar_of, policy_of

if TYPE_CHECKING:
    from yichuang.cases.models import Case


@transaction.atomic
def open_filing_tasks(*, now: datetime) -> int:
    """Start the month for filing of every case that ended and has none yet; says how many. Safe to repeat.

    Source: ARC-001.
    """
    opened = 0
    for centre in ordinary_centres():
        by = system(centre.code, now, time_zone=centre.time_zone)
        for case, clock in queries.to_file(centre.code):
            if clock is None:
                _open_task(case)
                record(by=by, subject=case_queries.subject(case), act="filing_opened")
                opened += 1
    return opened


@transaction.atomic
def file_case(*, by: Acting, number: str) -> ArchiveFile:
    """File an ended case: everything there, an inventory, a file number, and a package with checksums.

    Raises NotPermitted, RuleBroken("file_incomplete" naming what is missing, "not_typeset_yet", "act_not_possible").
    Source: ARC-001, ARC-002, ARC-003.
    """
    if not by.has(Role.ARCHIVIST):
        raise NotPermitted("not_your_role")
    case = case_queries.case_for_change(by.centre, number)
    if case.state not in TABLE[Act.ARCHIVE]:
        raise RuleBroken("act_not_possible", state=case.state, act=Act.ARCHIVE)
    components, kinds = _components(case)
    missing = lacking(kinds, case.outcome, immediate=case.case_kind == "immediate", fee=bool(case.fee_fen))
    if missing:
        raise RuleBroken("file_incomplete", names="、".join(str(KIND_NAMES[kind]) for kind in missing))
    if not clocks_of([case_queries.subject(case)])[case_queries.subject(case)].get("archive"):
        _open_task(case)
    years = policy_of(case.regulation, by.day).retention_years
    category = "licence" if case.outcome == "granted" else "default"
    kept_for = years.get(category, years.get("default"))
    organ, year = case.department.code, by.day.year
    file_number = f"{by.centre}·{organ}·{year}·{take(f'archive:{by.centre}:{organ}:{year}'):06d}"
    package = pack(_metadata(case, file_number, kept_for), components)
    subject = case_queries.subject(case)
    due = clocks_of([subject])[subject].get("archive")
    sha256 = _store(package)
    kept = ArchiveFile.objects.create(
        case=case,
        number=file_number,
        volume="1/1",
        retention_category=category,
        retention_years=kept_for,
        filed_on=by.day,
        filed_by=by.actor,
        due_on=due.due_on if due else None,
        package_sha256=sha256,
        package_bytes=len(package),
        inventory=[
            {
                "title": one.title,
                "number": one.number,
                "dated": one.dated,
                "path": one.path,
                "sha256": one.sha256,
            }
            for one in components
        ],
    )
    cases.archive(by=by, number=number, file_number=file_number)
    facts = {"file": file_number, "sha256": sha256, "components": len(components)}
    record(by=by, subject=subject, act="filed", facts=facts)
    clocks.end_all(subject, by.day)
    return kept


@transaction.atomic
def open_file(*, by: Acting, number: str, reason: str, kind: str = "read") -> ArchiveFile:
    """Look into a filed case, or lend it out: with a reason, on file.

    Raises NotPermitted, RuleBroken("reason_missing", "no_case").
    Source: ARC-003.
    """
    if not by.has(Role.ARCHIVIST, Role.MANAGER, Role.SUPERVISOR):
        raise NotPermitted("not_your_role")
    if not reason.strip():
        raise RuleBroken("reason_missing")
    file = queries.file_of(by.centre, number)
    if file is None:
        raise RuleBroken("no_case", number=number)
    Access.objects.create(file=file, kind=kind, reason=reason, who=by.actor, at=by.at)
    facts = {"file": file.number, "kind": kind, "reason": reason}
    record(by=by, subject=case_queries.subject(file.case), act="file_opened", facts=facts)
    return file


def _open_task(case: Case) -> None:
    policy = policy_of(case.regulation, case.received_on)
    assert case.ended_on is not None
    clocks.keep(
        subject=case_queries.subject(case),
        kind="archive",
        centre=case.centre.code,
        owner=case.department.code,
        limit=Limit(policy.filing_limit_months, Unit.MONTH),
        facts=[ClockFact(What.START, case.ended_on, reason="ended")],
        calendar=calendar_of(case.centre.calendar),
        policy=policy,
    )


def _components(case: Case) -> tuple[list[Component], set[str]]:
    """All that belongs into the file, in the order in which it came about; and the kinds that are there."""
    subject = case_queries.subject(case)
    components, kinds = [], set()
    for position, document in enumerate(documents_of(subject), 1):
        if document.state != "typeset":
            raise RuleBroken("not_typeset_yet")
        path = f"documents/{position:03d}-{document.kind}.pdf"
        dated = document.issued_on.isoformat()
        components.append(Component(path, document.title, document.number, dated, pdf_of(document)))
        kinds.add(document.kind)
    for signature in signatures_of(subject).defer(None):
        path = f"signatures/{signature.pk}-{signature.role}.png"
        dated = signature.signed_at.date().isoformat()
        components.append(
            Component(path, "签名", signature.image_sha256[:16], dated, bytes(signature.image_png))
        )
    if payment := payment_of(case.pk):
        told = {
            "number": payment.number,
            "lines": payment.lines,
            "total_fen": payment.total_fen,
            "waiver": payment.waiver_basis,
        }
        text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()
        components.append(
            Component("fee.json", "收费凭据", payment.number, payment.paid_on.isoformat(), text)
        )
        kinds.add("payment")
    components.append(
        Component(
            "materials.json", "申请材料清单", case.number, case.received_on.isoformat(), _materials(case)
        )
    )
    log = "\n".join(
        json.dumps(
            {
                "act": entry.act, "legal_day": entry.legal_day.isoformat(), "recorded_at": entry.recorded_at.isoformat(),
                "actor": entry.actor, "place": entry.place, "facts": entry.facts, "leaf_hash": entry.leaf_hash,
            },
            ensure_ascii=False, sort_keys=True,
        )
        for entry in entries_of(subject)
    )  # fmt: skip
    components.append(
        Component(
            "ledger.jsonl",
            "办理经过（台账）",
            case.number,
            case.ended_on.isoformat() if case.ended_on else "",
            log.encode(),
        )
    )
    return components, kinds


def _materials(case: Case) -> bytes:
    rows = [
        {
            "order": m.order,
            "name": m.name,
            "form": m.form,
            "copies": m.copies,
            "state": m.state,
            "note": m.note,
        }
        for m in case.materials.order_by("order")
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def _metadata(case: Case, file_number: str, years: int | None) -> dict[str, object]:
    return {
        "file_number": file_number,
        "case_number": case.number,
        "receipt_number": case.receipt_number,
        "centre": case.centre.name,
        "department": case.department.name,
        "item": case.item_name,
        "item_code": case.item_code,
        "applicant": case.applicant.name,
        "outcome": case.outcome,
        "received_on": case.received_on.isoformat(),
        "decided_on": case.decided_on.isoformat() if case.decided_on else None,
        "ended_on": case.ended_on.isoformat() if case.ended_on else None,
        "retention_years": years,
    }


def _store(package: bytes) -> str:
    """Keep the package under its hash; a second time changes nothing."""
    sha256 = hashlib.sha256(package).hexdigest()
    path = queries.path_of(sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.part")
        partial.write_bytes(package)
        partial.replace(path)
    return sha256
