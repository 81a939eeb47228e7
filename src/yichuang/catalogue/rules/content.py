"""What a revision of an item says: frozen values, one shape for commands, forms, imports and rules. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from yichuang.catalogue.rules.terms import DecisionLevel, HowObtained, Medium, Need, Original, Source


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One material (申报材料) of an item. Source: CAT-020."""

    name: str
    copies: int = 1
    original: str = Original.ORIGINAL
    medium: str = Medium.EITHER
    need: str = Need.MAIN
    source: str = Source.APPLICANT
    issuer: str = ""
    how_obtained: str = HowObtained.HANDED_IN
    legal_ground: str = ""
    form_required: bool = False
    standard: str = ""  # what it must fulfil to be taken (受理标准)
    filling_notes: str = ""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step (环节) of a route. limit_amount is in the unit of the promise. Source: CAT-013."""

    key: str
    name: str
    stage: str
    role: str
    place: str
    limit_amount: int | None = None


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """A special procedure that a case may need; expected_days are working days. Source: CAT-017."""

    kind: str
    expected_days: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """What may be charged, per what, on which basis (收费标准)."""

    name: str
    amount_fen: int | None = None
    per: str = ""
    basis: str = ""
    reducible: bool = False
    reduction_basis: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a revision says, but for its files.

    An amount of None, an empty text and `charges` None mean: not stated. `charges` False is the
    explicit "no fee". Amounts on the spot (unit "spot") are 0.
    """

    name: str = ""
    kind: str = ""
    applicant_kinds: tuple[str, ...] = ()
    case_kind: str = ""
    decision_level: str = DecisionLevel.ORDINARY
    summary: str = ""
    synonyms: str = ""  # the people's own words, separated by spaces
    statutory_amount: int | None = None
    statutory_unit: str = "working"
    statutory_note: str = ""
    promised_amount: int | None = None
    promised_unit: str = "working"
    promised_note: str = ""
    legal_basis: str = ""
    conditions: str = ""
    procedure: str = ""
    charges: bool | None = None
    channels: tuple[str, ...] = ("1",)
    visits: int | None = None
    visits_reason: str = ""
    result_kind: str = ""
    result_name: str = ""
    base_code: str = ""
    handling_code: str = ""
    power_list_code: str = ""
    power_list_name: str = ""
    power_source: str = ""
    exercise_level: str = ""
    body_nature: str = ""
    quantity_limit: str = ""
    intermediary: str = ""
    service_place: str = ""
    service_hours: str = ""
    consultation: str = ""
    complaints: str = ""
    commitment_allowed: bool = False
    materials: tuple[MaterialLine, ...] = field(default=())
    steps: tuple[StepLine, ...] = field(default=())
    procedures: tuple[ProcedureLine, ...] = field(default=())
    fees: tuple[FeeLine, ...] = field(default=())

    def plain(self) -> dict[str, Any]:
        """As JSON values, for the hash that the ledger files."""
        return asdict(self)


PARTS = ("materials", "steps", "procedures", "fees")
