"""A list of items kept elsewhere, read as drafts: what each row says, and what is odd about it. Pure.

Nothing is invented: what a row does not say stays empty, and is told as missing. Odd codes are told
too, and taken as they are; only a row without code, name or department cannot become an item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from yichuang.catalogue.rules.content import Content
from yichuang.catalogue.rules.terms import ApplicantKind, CaseKind, Channel, DecisionLevel, ItemKind
from yichuang.kernel.identity_codes import check_organisation_code
from yichuang.kernel.worktime import Unit

# Our field, and how lists elsewhere call it; the first that a row has is taken.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "department": ("department", "实施主体", "实施主体名称", "部门", "部门名称"),
    "department_code": ("dept_code", "deptCode", "实施主体编码", "部门编码"),
    "code": ("item_code", "itemCode", "实施编码", "事项编码", "code"),
    "name": ("name", "item_name", "事项名称"),
    "group": ("main_item", "主项名称", "主项"),
    "kind": ("task_type", "taskType", "事项类型", "kind"),
    "base_code": ("base_code", "基本编码"),
    "handling_code": ("handling_code", "业务办理项编码"),
    "applicant_kinds": ("applicant_kinds", "服务对象"),
    "case_kind": ("case_kind", "办件类型"),
    "decision_level": ("decision_level", "决定层级"),
    "summary": ("summary", "事项简介"),
    "synonyms": ("synonyms", "俗称"),
    "statutory_amount": ("statutory_amount", "法定办结时限"),
    "statutory_unit": ("statutory_unit", "法定办结时限单位"),
    "promised_amount": ("promised_amount", "承诺办结时限"),
    "promised_unit": ("promised_unit", "承诺办结时限单位"),
    "legal_basis": ("legal_basis", "设定依据"),
    "conditions": ("conditions", "受理条件"),
    "procedure": ("procedure", "办理流程"),
    "charges": ("charges", "是否收费"),
    "channels": ("channels", "办理形式"),
    "result_name": ("result_name", "结果名称"),
    "exercise_level": ("exercise_level", "行使层级"),
    "power_list_code": ("power_list_code", "权力清单编码"),
    "service_place": ("service_place", "办理地点"),
    "service_hours": ("service_hours", "办理时间"),
    "consultation": ("consultation", "咨询方式"),
    "complaints": ("complaints", "监督投诉方式"),
}
NEEDED = ("code", "name", "department")
NOTHING = frozenset({"", "未分类", "无", "null", "None", "-"})
# How lists elsewhere write our codes; a mapping file may add to it.
VALUES: Mapping[str, Mapping[str, str]] = {
    "kind": {
        **{str(int(kind)): kind for kind in ItemKind},
        "行政许可": "01", "行政给付": "05", "行政确认": "07", "行政奖励": "08", "行政裁决": "09",
        "其他行政权力": "10", "公共服务": "20",
    },
    "case_kind": {
        "1": CaseKind.IMMEDIATE, "2": CaseKind.PROMISED, "即办件": CaseKind.IMMEDIATE,
        "承诺件": CaseKind.PROMISED, "联办件": CaseKind.JOINT, "上报件": CaseKind.ESCALATED,
    },
    "unit": {
        "工作日": Unit.WORKING, "自然日": Unit.CALENDAR, "天": Unit.CALENDAR, "日": Unit.CALENDAR,
        "月": Unit.MONTH, "年": Unit.YEAR, "小时": Unit.HOUR, "当场": Unit.SPOT,
    },
    "charges": {"是": "yes", "否": "no", "1": "yes", "0": "no", "收费": "yes", "不收费": "no"},
    "applicant_kinds": {
        "自然人": "1", "企业法人": "2", "事业法人": "3", "社会组织法人": "4", "行政机关": "5", "其他组织": "6",
    },
    "channels": {"窗口办理": "1", "网上办理": "2", "移动端办理": "3", "快递申请": "4"},
}  # fmt: skip
_ALLOWED: Mapping[str, frozenset[str]] = {
    "kind": frozenset(ItemKind),
    "case_kind": frozenset(CaseKind),
    "unit": frozenset(Unit),
    "charges": frozenset({"yes", "no"}),
    "applicant_kinds": frozenset(ApplicantKind),
    "channels": frozenset(Channel),
    "decision_level": frozenset(DecisionLevel),
}
_TEXTS = (
    "base_code", "handling_code", "summary", "synonyms", "legal_basis", "conditions", "procedure",
    "result_name", "exercise_level", "power_list_code", "service_place", "service_hours", "consultation",
    "complaints",
)  # fmt: skip
_SEPARATORS = re.compile(r"[;；,，、|\s]+")
_AMOUNT = re.compile(r"^(\d{1,4})\s*个?\s*(\D*)$")
# Base code, area, three digits, code of the body, level, two digits: the form of the national catalogue.
_CODE = re.compile(r"^(?P<base>.+)-(?P<area>\d{12})-\d{3}-(?P<body>[0-9A-Z]{18})-\d-\d{2}$")


@dataclass(frozen=True, slots=True)
class ListMapping:
    """How a file names things: the mapping file over the usual names."""

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: COLUMNS)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: VALUES)
    nothing: frozenset[str] = NOTHING


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One item to be: where it comes from, what it says, and what is odd (codes of `wording.ODDITIES`)."""

    place: int  # from 1, as it stands in the file
    code: str
    department: str
    department_code: str
    group: str
    content: Content
    odd: tuple[str, ...] = ()

    @property
    def refusal(self) -> str:
        """Why it cannot become an item; "" if it can."""
        told = {"code": self.code, "name": self.content.name, "department": self.department}
        return next((f"no_{name}" for name in NEEDED if not told[name]), "")


def mapping_of(told: Mapping[str, object]) -> ListMapping:
    """A mapping file over the usual names: [columns], [values.…], nothing = […].

    A column may be one name or a list. Raises ValueError that names what is not known.
    """
    unknown = set(told) - {"columns", "values", "nothing"}
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    columns = dict(COLUMNS)
    for ours, theirs in _table(told, "columns").items():
        if ours not in COLUMNS:
            raise ValueError(f"columns.{ours}")
        columns[ours] = (theirs,) if isinstance(theirs, str) else tuple(map(str, _list(theirs)))
    values = {name: dict(table) for name, table in VALUES.items()}
    for ours, table in _table(told, "values").items():
        if ours not in _ALLOWED or not isinstance(table, Mapping):
            raise ValueError(f"values.{ours}")
        wrong = [str(value) for value in table.values() if value not in _ALLOWED[ours]]
        if wrong:
            raise ValueError(f"values.{ours}: {', '.join(wrong)}")
        values.setdefault(ours, {}).update({str(theirs): str(value) for theirs, value in table.items()})
    nothing = NOTHING | {str(word) for word in _list(told.get("nothing", []))}
    return ListMapping(columns, values, nothing)


def flat_rows(told: object, above: Mapping[str, str] | None = None) -> Iterator[dict[str, str]]:
    """The rows of a JSON file, however they are nested: what stands above counts for all below."""
    above = dict(above or {})
    if isinstance(told, list):
        for one in told:
            yield from flat_rows(one, above)
    elif isinstance(told, Mapping):
        own = {str(key): str(value) for key, value in told.items() if isinstance(value, str | int)}
        below = [value for value in told.values() if isinstance(value, list | Mapping)]
        if any(
            isinstance(value, Mapping) or any(isinstance(one, Mapping) for one in value) for value in below
        ):
            inherited = above | own
            for value in below:
                yield from flat_rows(value, inherited)
        else:
            yield above | own


def read_rows(rows: Iterable[Mapping[str, str]], mapping: ListMapping) -> list[ImportRow]:
    """What each row says, in the order of the file; rows that repeat a code or a name are told so."""
    read = [_read_row(place, row, mapping) for place, row in enumerate(rows, 1)]
    codes = Counter(row.code for row in read)
    names = Counter((row.department, row.content.name) for row in read)
    return [
        ImportRow(
            place=row.place,
            code=row.code,
            department=row.department,
            department_code=row.department_code,
            group=row.group,
            content=row.content,
            odd=(
                *row.odd,
                *(["code_twice"] if row.code and codes[row.code] > 1 else []),
                *(["name_twice"] if names[row.department, row.content.name] > 1 else []),
            ),
        )
        for row in read
    ]


def oddities_of_code(code: str) -> tuple[str, ...]:
    """What is odd about an implementation code: another form than the usual, a body that fails its check.

    Source: CAT-001; GB 32100.
    """
    match = _CODE.match(code)
    if match is None:
        return ("code_of_another_form",)
    return ("body_code_fails",) if check_organisation_code(match["body"]) else ()


def department_codes(rows: Sequence[ImportRow], taken: Iterable[str], most: int) -> dict[str, str]:
    """A code for each department of a list: the one it has in most rows, else one made of its place.

    taken: codes in use at the centre. most: characters that a code may have.
    """
    used, found = set(taken), {}
    told: dict[str, Counter[str]] = {}
    for row in rows:
        told.setdefault(row.department, Counter())[row.department_code] += 1
    for place, (name, codes) in enumerate(told.items(), 1):
        fit = [code for code, _n in codes.most_common() if code and len(code) <= most and code not in used]
        number = place
        while not fit:
            made = f"D{number:03}"
            number += 1
            fit = [made] if made not in used else []
        found[name] = fit[0]
        used.add(fit[0])
    return found


def _read_row(place: int, row: Mapping[str, str], mapping: ListMapping) -> ImportRow:
    told = {ours: _value(row, names, mapping) for ours, names in mapping.columns.items()}
    odd: list[str] = []
    said: dict[str, object] = {name: told[name] for name in _TEXTS}
    for name in ("kind", "case_kind"):
        said[name] = _coded(told[name], name, mapping, odd)
    if level := _coded(told["decision_level"], "decision_level", mapping, odd):
        said["decision_level"] = level
    if charges := _coded(told["charges"], "charges", mapping, odd):
        said["charges"] = charges == "yes"
    for name in ("applicant_kinds", "channels"):
        parts = [_coded(part, name, mapping, odd) for part in _SEPARATORS.split(told[name]) if part]
        if parts:
            said[name] = tuple(dict.fromkeys(part for part in parts if part))
    for limit in ("statutory", "promised"):
        said |= _limit(told[f"{limit}_amount"], told[f"{limit}_unit"], limit, mapping, odd)
    return ImportRow(
        place=place,
        code=told["code"],
        department=told["department"],
        department_code=told["department_code"],
        group=told["group"],
        content=Content(name=told["name"], **said),  # type: ignore[arg-type]
        odd=tuple(dict.fromkeys(odd)),
    )


def _value(row: Mapping[str, str], names: Sequence[str], mapping: ListMapping) -> str:
    value = next((str(row[name]).strip() for name in names if row.get(name)), "")
    return "" if value in mapping.nothing else value


def _coded(value: str, table: str, mapping: ListMapping, odd: list[str]) -> str:
    """Our code of a value; a value that nobody knows is told and left out."""
    if not value:
        return ""
    coded = mapping.values.get(table, {}).get(value, value)
    if coded in _ALLOWED[table]:
        return str(coded)
    odd.append(f"unknown_{table}")
    return ""


def _limit(amount: str, unit: str, limit: str, mapping: ListMapping, odd: list[str]) -> dict[str, object]:
    """ "20" and "工作日", or "20个工作日" in one; whatever cannot be read is told and left out."""
    if not amount:
        return {}
    match = _AMOUNT.match(amount)
    written = unit or (match[2].strip() if match else amount)
    known = _coded(written, "unit", mapping, odd)
    if known == Unit.SPOT:
        return {f"{limit}_amount": 0, f"{limit}_unit": Unit.SPOT.value}
    if match is None or not known:
        odd.append(f"unread_{limit}_limit")
        return {}
    return {f"{limit}_amount": int(match[1]), f"{limit}_unit": known}


def _table(told: Mapping[str, object], name: str) -> Mapping[str, object]:
    table = told.get(name, {})
    if not isinstance(table, Mapping):
        raise ValueError(name)  # noqa: TRY004 - what is wrong is the file, not the program
    return table


def _list(told: object) -> list[object]:
    if not isinstance(told, list):
        raise ValueError(str(told))  # noqa: TRY004
    return told
