"""What applicants are told: whole sentences, in Chinese, each fact in its place. DLV-001, DLV-005."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from django.conf import settings
from django.utils import translation

from yichuang.outbox.wording import PROCEDURES, TEMPLATES, text_of

FACTS = {
    "number": "LZ202611020001", "item": "食品经营许可", "due": "2026-11-30", "count": 3, "kind": "hearing", "days": 20,
    "place": "澜州市政务服务中心", "since": "2026-11-09",
}  # fmt: skip


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_sentence_is_whole(template):
    text = text_of(template, FACTS)
    assert not re.search(r"[{}]", text)
    assert "LZ202611020001" in text
    assert "食品经营许可" in text


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_sentence_is_chinese_and_names_the_same_facts(template):
    """Whatever language the officer works in, the applicant reads Chinese."""
    with translation.override("en"):
        text = text_of(template, FACTS)
        english = str(TEMPLATES[template])
    with translation.override(settings.LANGUAGE_CODE):
        chinese = str(TEMPLATES[template])
    assert "您" in text
    assert text.endswith("。")
    named = lambda sentence: {name for _, name, _, _ in Formatter().parse(sentence) if name}  # noqa: E731
    assert named(chinese) == named(english)


def test_a_procedure_is_called_by_its_name():
    assert "听证" in text_of("procedure_started", FACTS)
    assert set(PROCEDURES) >= {"hearing", "survey", "expert_review"}
    assert "heraldry" in text_of(
        "procedure_started", {**FACTS, "kind": "heraldry"}
    )  # what is unknown stands as it is


@pytest.mark.parametrize(
    ("template", "facts"), [("no_such", FACTS), ("accepted", {"number": "1", "item": "x"})]
)
def test_what_is_missing_is_an_error_of_ours(template, facts):
    with pytest.raises(KeyError):
        text_of(template, facts)
