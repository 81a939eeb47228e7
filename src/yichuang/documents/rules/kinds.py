"""The kinds of documents that the house issues, as standards 3.4 numbers them. Pure."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a document is. The letter of a kind stands in `<package>/letters/<kind>.zh.typ`."""

    RECEIPT = "receipt"  # D1 收件回执
    ACCEPTANCE = "acceptance"  # D2 受理通知书
    REFUSAL = "refusal"  # D3 不受理、不予受理决定书
    CORRECTION = "correction"  # D4 补正材料一次性告知书
    EXTENSION = "extension"  # D5 延期通知书
    PROCEDURE = "procedure"  # D6 特别程序告知书
    GRANT = "grant"  # D8 准予行政许可决定书
    DENIAL = "denial"  # D9 不予行政许可决定书
    PICKUP = "pickup"  # D10 取件登记表
    ENDING = "ending"  # 撤回、终止、逾期未补正通知书
    GUIDE_NOTICE = "guide_notice"  # INT-003 一次性告知书
    GUIDE = "guide"  # 办事指南
    DELEGATION = "letter_of_delegation"  # D15 行政委托书
    INVENTORY = "inventory"  # 案卷目录


class State(StrEnum):
    """Where a document is between its act and its paper."""

    WAITING = "waiting"
    TYPESET = "typeset"
    FAILED = "failed"


class Holder(StrEnum):
    """Who keeps a copy."""

    APPLICANT = "applicant"
    SUPERVISION = "supervision"
    AGENCY = "agency"


class Signer(StrEnum):
    """As what somebody signs."""

    APPLICANT = "applicant"
    OFFICER = "officer"
