"""The words of the catalogue as codes: kinds, levels, stages, sources. Pure.

The two-digit kinds and the one-digit code tables are those of GB/T 39046-2020, annex A; the exchange
of another partner maps them in `exchange/`.
"""

from __future__ import annotations

from enum import StrEnum


class RevisionState(StrEnum):
    """Where a revision of an item stands between the department and the public."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CONFIRMED = "confirmed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


OPEN_STATES = (
    RevisionState.DRAFT,
    RevisionState.SUBMITTED,
    RevisionState.RETURNED,
    RevisionState.CONFIRMED,
)
EDITABLE_STATES = (RevisionState.DRAFT, RevisionState.RETURNED)
OUTCOMES = (RevisionState.PUBLISHED, RevisionState.WITHDRAWN)


class ItemKind(StrEnum):
    """Item kind (事项类型), GB/T 39046-2020 annex A."""

    POWER = "00"
    LICENCE = "01"
    PENALTY = "02"
    COERCION = "03"
    LEVY = "04"
    PAYMENT = "05"
    INSPECTION = "06"
    CONFIRMATION = "07"
    AWARD = "08"
    ADJUDICATION = "09"
    OTHER_POWER = "10"
    INTERNAL_APPROVAL = "11"
    PUBLIC_SERVICE = "20"


class ItemClass(StrEnum):
    """What an item is to the centre: 行政许可, 非行政许可审批, 公共服务."""

    LICENCE = "licence"
    APPROVAL = "approval"
    SERVICE = "service"


def class_of(kind: str) -> ItemClass:
    """The class of an item kind; confirmation and registration count as public service.

    Source: CAT-001.
    """
    if kind == ItemKind.LICENCE:
        return ItemClass.LICENCE
    if kind in {ItemKind.CONFIRMATION, ItemKind.PUBLIC_SERVICE} or kind > ItemKind.PUBLIC_SERVICE:
        return ItemClass.SERVICE
    return ItemClass.APPROVAL


class ApplicantKind(StrEnum):
    """Who may ask (服务对象), GB/T 39046-2020 annex A."""

    PERSON = "1"
    ENTERPRISE = "2"
    INSTITUTION = "3"
    SOCIAL = "4"
    AUTHORITY = "5"
    OTHER = "6"


class ApplicantClass(StrEnum):
    """The three of the sources: citizen, legal person, other organisation (公民、法人、其他组织)."""

    CITIZEN = "citizen"
    LEGAL_PERSON = "legal_person"
    OTHER = "other"


def applicant_class_of(kind: str) -> ApplicantClass:
    """The applicant class of a kind of applicant.

    Source: CAT-001.
    """
    match kind:
        case ApplicantKind.PERSON:
            return ApplicantClass.CITIZEN
        case ApplicantKind.OTHER:
            return ApplicantClass.OTHER
        case _:
            return ApplicantClass.LEGAL_PERSON


class CaseKind(StrEnum):
    """How cases of an item are handled: 即办件, 承诺件, 联办件, 上报件."""

    IMMEDIATE = "immediate"
    PROMISED = "promised"
    JOINT = "joint"
    ESCALATED = "escalated"


class DecisionLevel(StrEnum):
    """Who has to decide: the window, or more than the window (重大许可事项)."""

    ORDINARY = "ordinary"
    COLLECTIVE = "collective"
    EXPERT = "expert"
    HEARING = "hearing"
    DEPARTMENT = "department"


class Stage(StrEnum):
    """The stages that a route covers."""

    ACCEPT = "accept"
    REVIEW = "review"
    APPROVE = "approve"
    FEE = "fee"
    ISSUE = "issue"


class ProcedureKind(StrEnum):
    """Special procedures (特别程序); a survey is not one of the licensing law, but receipts name it."""

    HEARING = "hearing"
    TENDERING = "tendering"
    AUCTION = "auction"
    INSPECTION = "inspection"
    TESTING = "testing"
    SURVEY = "survey"
    QUARANTINE = "quarantine"
    APPRAISAL = "appraisal"
    EXPERT_REVIEW = "expert_review"


class Original(StrEnum):
    """In which form a material is handed in."""

    ORIGINAL = "original"
    COPY = "copy"
    BOTH = "both"


class Need(StrEnum):
    """Whether a material must lie there on acceptance (主件), may follow (容缺后补), or is optional."""

    MAIN = "main"
    MAY_FOLLOW = "may_follow"
    OPTIONAL = "optional"


class Medium(StrEnum):
    """Paper, electronic, or either (材料形式)."""

    PAPER = "paper"
    ELECTRONIC = "electronic"
    EITHER = "either"


class Source(StrEnum):
    """Where a material comes from (来源渠道)."""

    APPLICANT = "applicant"
    GOVERNMENT = "government"
    INTERMEDIARY = "intermediary"


class HowObtained(StrEnum):
    """How the centre comes by a material (免提交方式): whatever is not handed in is not asked for."""

    HANDED_IN = "handed_in"
    LICENCE_LIBRARY = "licence_library"
    DATA_CHECK = "data_check"
    COMMITMENT = "commitment"
    ASSISTANCE = "assistance"


class FormKind(StrEnum):
    """Blank forms, filled-in samples, reference papers (空白表格、示范文本、参考资料)."""

    BLANK = "blank"
    SAMPLE = "sample"
    REFERENCE = "reference"


class ChangeKind(StrEnum):
    """What a change request asks for."""

    ADD = "add"
    CHANGE = "change"
    CANCEL = "cancel"


class ChangeState(StrEnum):
    """Where a change request stands."""

    OPEN = "open"
    RETURNED = "returned"
    APPROVED = "approved"


class Channel(StrEnum):
    """How one may apply (办理形式), GB/T 39046-2020 annex A."""

    COUNTER = "1"
    WEB = "2"
    MOBILE = "3"
    COURIER = "4"
    OTHER = "9"


class Level(StrEnum):
    """Which level exercises the power (行使层级), GB/T 39046-2020 annex A."""

    NATION = "1"
    PROVINCE = "2"
    CITY = "3"
    COUNTY = "4"
    TOWN = "5"
    VILLAGE = "6"
    SHARED = "7"


class PowerSource(StrEnum):
    """Where the power comes from (权力来源)."""

    OWN = "1"
    HANDED_DOWN = "2"
    AUTHORISED_ABOVE = "3"
    AUTHORISED_PEER = "4"
    ENTRUSTED_ABOVE = "5"
    ENTRUSTED_PEER = "6"


class BodyNature(StrEnum):
    """What the deciding body is (实施主体性质)."""

    STATUTORY = "1"
    AUTHORISED = "2"
    ENTRUSTED = "3"
    OTHER = "9"


class ResultKind(StrEnum):
    """What the applicant gets (结果类型)."""

    CERTIFICATE = "1"
    APPROVAL = "2"
    OTHER = "3"
    NONE = "4"
