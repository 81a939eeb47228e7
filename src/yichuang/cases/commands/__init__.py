"""What can be done to a case: each function one use case, one transaction, all or nothing."""

from yichuang.cases.commands.decision import decide, record_deliberation, return_to_review, review
from yichuang.cases.commands.ending import (
    archive,
    deliver,
    file_step,
    make_ready,
    settle_fee,
    terminate,
    withdraw,
)
from yichuang.cases.commands.intake import (
    Guidance,
    Intake,
    SignatureTold,
    Verdict,
    accept,
    ask_correction,
    check_materials,
    receive,
    refer,
    say_not_needed,
    supplement,
)
from yichuang.cases.commands.lapse import accept_overdue_receipts, close_unanswered_corrections
from yichuang.cases.commands.procedures import end_special_procedure, extend, start_special_procedure
from yichuang.cases.commands.refusal import answer_refusal, propose_refusal

__all__ = [
    "Guidance",
    "Intake",
    "SignatureTold",
    "Verdict",
    "accept",
    "accept_overdue_receipts",
    "answer_refusal",
    "archive",
    "ask_correction",
    "check_materials",
    "close_unanswered_corrections",
    "decide",
    "deliver",
    "end_special_procedure",
    "extend",
    "file_step",
    "make_ready",
    "propose_refusal",
    "receive",
    "record_deliberation",
    "refer",
    "return_to_review",
    "review",
    "say_not_needed",
    "settle_fee",
    "start_special_procedure",
    "supplement",
    "terminate",
    "withdraw",
]
