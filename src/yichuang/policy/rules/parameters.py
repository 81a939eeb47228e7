"""What the regime of a centre says on one day: every parameter of the rules, typed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yichuang.kernel.worktime import Limit, Roll, Unit


class Mode(StrEnum):
    """Whether a rule forbids, or lets pass and reports a breach."""

    ENFORCE = "enforce"
    RECORD = "record"


class ClockStarts(StrEnum):
    """What starts the limits of a case."""

    ACCEPTANCE = "acceptance"
    RECEIPT = "receipt"


class Stops(StrEnum):
    """Which of the two limits a special procedure stops."""

    BOTH = "both"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Policy:
    """Every parameter, as in force under one regime on one day (办法参数).

    A field here, an entry in parameters.yaml (meaning, unit, requirement) and a value in
    regulations/national.yaml or above it: never one alone.
    """

    regulation: str
    on: date

    # how limits are counted
    clock_starts: ClockStarts
    roll_working: Roll
    roll_calendar: Roll
    roll_month: Roll
    late_extension_counts: bool
    extensions_allowed: int | None
    extension_max_working_days: int | None
    procedure_holds: Mapping[str, Stops]
    permitted_delay_grounds: tuple[str, ...]
    clauses: Mapping[str, str]

    # receipt, correction, acceptance
    correction_notices_allowed: int
    correction_notice_limit_working_days: int
    correction_answer_limit: Limit
    deemed_acceptance_after_working_days: int | None
    acceptance_notice_exempt: tuple[str, ...]
    receipt_copies: tuple[str, ...]
    pickup_copies: tuple[str, ...]
    signatures_required: int

    # warning
    hint_before_working_days: int
    yellow_after_pct: int
    promise_passed_light: str
    late_entry_minutes: int

    # review and decision
    mandatory_stages: tuple[str, ...]
    review_steps: int
    approval_steps: int
    refusal_levels: tuple[str, ...]
    on_site_acts: tuple[str, ...]
    chiefs_per_window: int
    reconsideration_days: int
    lawsuit_months: int

    # rules that forbid or report
    four_eyes: Mode
    stage_order: Mode
    delegation_scope: Mode
    second_correction: Mode

    # after the decision
    delivery_limit_working_days: int
    filing_limit_months: int
    retention_years: Mapping[str, int]

    # the catalogue and its numbers
    disclosure_elements: tuple[str, ...]
    case_number_profile: str
    receipt_number_profile: str
    document_number_profile: str

    @property
    def disclosure_elements_required(self) -> int:
        """How many disclosures an item owes (八公开). Source: CAT-003."""
        return len(self.disclosure_elements)

    @property
    def on_site_steps(self) -> int:
        """How many acts are to be done in the hall. Source: CASE-003."""
        return len(self.on_site_acts)

    def roll_of(self, unit: Unit) -> Roll:
        """Whether a limit in this unit that ends on a day off runs on. Source: CLK-001."""
        match unit:
            case Unit.WORKING:
                return self.roll_working
            case Unit.CALENDAR:
                return self.roll_calendar
            case Unit.MONTH | Unit.YEAR:
                return self.roll_month
            case _:
                return Roll.NONE

    def stops(self, procedure: str) -> Stops | None:
        """Which limits a procedure stops; None: none of them. Source: CLK-003."""
        return self.procedure_holds.get(procedure)
