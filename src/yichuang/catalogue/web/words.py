"""What the catalogue says in words: limits, fees, copies, days. For pages, guides and their paper."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yichuang.catalogue import wording as w
from yichuang.catalogue.models import FeeStandard, ItemRevision, Material
from yichuang.catalogue.rules.publication import Finding
from yichuang.catalogue.rules.terms import HowObtained, Need, Original
from yichuang.kernel.worktime import Unit

FEN_A_YUAN = 100


def limit_words(amount: int | None, unit: str) -> str:
    """5 个工作日; 当场; 没有说明."""
    if unit == Unit.SPOT:
        return _("on the spot")
    if amount is None:
        return _("not stated")
    match unit:
        case Unit.WORKING:
            told = ngettext("%(n)d working day", "%(n)d working days", amount)
        case Unit.CALENDAR:
            told = ngettext("%(n)d calendar day", "%(n)d calendar days", amount)
        case Unit.MONTH:
            told = ngettext("%(n)d month", "%(n)d months", amount)
        case Unit.YEAR:
            told = ngettext("%(n)d year", "%(n)d years", amount)
        case Unit.HOUR:
            told = ngettext("%(n)d hour", "%(n)d hours", amount)
        case _:
            return _("not stated")
    return told % {"n": amount}


def yuan(fen: int) -> str:
    """An amount in yuan: 10, 0.5, 1,234.56."""
    whole, rest = divmod(fen, FEN_A_YUAN)
    return f"{whole:,}" + (f".{rest:02d}".rstrip("0") if rest else "")


def fee_words(fees: Sequence[FeeStandard], *, charges: bool | None) -> str:
    """不收费; 10 元/证; 2 项收费."""
    if charges is None:
        return _("not stated")
    if not charges:
        return _("free of charge")
    if len(fees) == 1 and fees[0].amount_fen is not None:
        return one_fee(fees[0])
    return ngettext("%(n)d fee", "%(n)d fees", len(fees)) % {"n": len(fees)}


def one_fee(fee: FeeStandard) -> str:
    """10 元/证."""
    if fee.amount_fen is None:
        return _("not stated")
    amount = _("%(amount)s yuan") % {"amount": yuan(fee.amount_fen)}
    return f"{amount}/{fee.per}" if fee.per else amount


def copies_words(material: Material) -> str:
    """原件 1 份; 复印件 2 份; 原件和复印件各 1 份; 不用交."""
    if material.how_obtained != HowObtained.HANDED_IN:
        return _("not to be handed in")
    n = material.copies
    match material.original:
        case Original.COPY:
            return ngettext("%(n)d copy", "%(n)d copies", n) % {"n": n}
        case Original.BOTH:
            return ngettext("original and copy, %(n)d each", "originals and copies, %(n)d each", n) % {"n": n}
        case _:
            return ngettext("%(n)d original", "%(n)d originals", n) % {"n": n}


def material_note(material: Material) -> str:
    """How the centre comes by it, who issues it, what it must fulfil."""
    told = []
    if material.how_obtained != HowObtained.HANDED_IN:
        told.append(str(w.OBTAINED_NAMES[HowObtained(material.how_obtained)]))
    if material.need == Need.OPTIONAL:
        told.append(_("only if there is one"))
    if material.issuer:
        told.append(_("issued by %(body)s") % {"body": material.issuer})
    told += [text for text in (material.standard, material.filling_notes) if text]
    return _("; ").join(told)


def applicants_words(revision: ItemRevision) -> str:
    """自然人、企业法人."""
    names = [str(w.APPLICANT_NAMES[kind]) for kind in w.APPLICANT_NAMES if kind in revision.applicant_kinds]
    return _(", ").join(names)


def channels_words(revision: ItemRevision) -> str:
    """窗口办理、网上办理."""
    names = [str(w.CHANNEL_NAMES[kind]) for kind in w.CHANNEL_NAMES if kind in revision.channels]
    return _(" or ").join(names)


def finding_words(finding: Finding) -> str:
    """The sentence of a finding, its codes put into words."""
    facts = {name: _fact(name, value) for name, value in finding.facts.items()}
    if finding.facts.get("kind") in w.PROCEDURE_NAMES:
        facts["kind"] = str(w.PROCEDURE_NAMES[finding.facts["kind"]])  # type: ignore[index]
    return str(w.FINDINGS[finding.code]).format_map(facts)


def _fact(name: str, value: object) -> str:
    if name.endswith("unit") and value in w.UNIT_NAMES:
        return str(w.UNIT_NAMES[str(value)])
    if name == "stage" and value in w.STAGE_NAMES:
        return str(w.STAGE_NAMES[value])  # type: ignore[index]
    return str(value)
