"""Translations: what is in use has its Chinese, and what is wrong with the Chinese is said.

Source: PORT-001 and its kin ask for pages in Chinese; a message without it would be English on the screen.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from yichuang.translations import CATALOGUE, compile_stale, faults, main, messages_in_use, missing_entries

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'


def a_house(folder: Path, *, po: str = "", package: str = "cases", **files: str) -> Path:
    """A house of one package: its catalogue, and files by name (views for views.py, page for a template)."""
    home = folder / package
    for name, text in files.items():
        path = home / f"templates/{package}/{name}.html" if name.startswith("page") else home / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if po:
        (home / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
        (home / CATALOGUE).write_text(HEADER + po, encoding="utf-8")
    return folder


def pair(english: str, chinese: str) -> str:
    return f'msgid "{english}"\nmsgstr "{chinese}"\n\n'


@pytest.mark.parametrize(
    ("files", "texts"),
    [
        ({"wording": 'A = _("received")'}, ["received"]),
        ({"wording": 'A = gettext_lazy("two " "parts")'}, ["two parts"]),
        ({"views": 'A = ngettext("%(n)s case", "%(n)s cases", n)'}, ["%(n)s case"]),
        ({"wording": 'from x import gettext as _g\nA = _g("by another name")'}, ["by another name"]),
        ({"wording": 'from x import pgettext_lazy as _p\nA = _p("level", "village")'}, ["village"]),
        ({"wording": 'A = _(name)\nB = other("x")'}, []),
        ({"page": '{% load i18n %}<h1>{% translate "Due day" %}</h1>'}, ["Due day"]),
        (
            {"page": "{% blocktranslate with n=case.number %}Case {{ n }}{% endblocktranslate %}"},
            ["Case %(n)s"],
        ),
        ({"page": "{% blocktranslate trimmed %}\n  one\n  line\n{% endblocktranslate %}"}, ["one line"]),
        ({"page": '{% include "x" with label=_("Window") %}'}, ["Window"]),
        ({"page": "{% comment %}{% translate 'no' %}{% endcomment %} it's \"odd\" (text {"}, []),
    ],
    ids=lambda value: str(value)[:50],
)
def test_messages_are_found_where_they_are_used(files: dict[str, str], texts: list[str], tmp_path: Path):
    assert [used.text for used in messages_in_use(a_house(tmp_path, **files))] == texts


def test_a_context_tells_two_meanings_apart(tmp_path: Path):
    house = a_house(
        tmp_path, wording='A = pgettext("of a clock", "Stop")\nB = _("Stop")', po=pair("Stop", "停止")
    )
    assert [(used.context, used.text) for used in messages_in_use(house)] == [
        ("of a clock", "Stop"),
        (None, "Stop"),
    ]
    assert faults(house) == ["cases/wording.py:1: no Chinese for 'Stop'"]


def test_a_complete_house_has_no_faults(tmp_path: Path):
    house = a_house(
        tmp_path,
        wording='A = _("Case %(number)s is closed.")\nB = _("received")',
        po=pair("Case %(number)s is closed.", "办件 %(number)s 已办结。") + pair("received", "已收件"),
    )
    assert faults(house) == []


def test_what_django_translates_itself_needs_no_chinese_of_ours(tmp_path: Path):
    assert faults(a_house(tmp_path, wording='A = _("This field is required.")')) == []


@pytest.mark.parametrize(
    ("po", "said"),
    [
        pytest.param(pair("other", "其他"), "no Chinese for 'received'", id="missing"),
        pytest.param(pair("received", ""), "not translated: 'received'", id="empty"),
        pytest.param("#, fuzzy\n" + pair("received", "收件"), "not translated: 'received'", id="fuzzy"),
        pytest.param(
            pair("received", "收件") + pair("Case %(n)s", "办件 %(number)s"),
            "names what the English does not",
            id="place",
        ),
        pytest.param(
            pair("received", "收件") + pair("Case {n}", "办件"),
            "leaves out what the English names",
            id="left out",
        ),
        pytest.param("nonsense", "", id="not a catalogue"),
    ],
)
def test_a_fault_is_said(po: str, said: str, tmp_path: Path):
    found = faults(a_house(tmp_path, wording='A = _("received")', po=po))
    assert any(said in line for line in found), found


def test_one_message_has_one_chinese_in_the_whole_house(tmp_path: Path):
    a_house(tmp_path, po=pair("Window", "窗口"))
    house = a_house(tmp_path, po=pair("Window", "视窗"), package="desk")
    assert "give one a context" in faults(house)[0]


def test_catalogues_are_compiled_when_they_change(tmp_path: Path):
    house = a_house(tmp_path, po=pair("received", "已收件"))
    catalogue, compiled = house / "cases" / CATALOGUE, (house / "cases" / CATALOGUE).with_suffix(".mo")
    assert compile_stale(house) == [catalogue]
    assert compile_stale(house) == []
    os.utime(compiled, (1, 1))
    assert compile_stale(house) == [catalogue]
    with compiled.open("rb") as file:
        assert read_mo(file)["received"].string == "已收件"


def test_the_program_knows_three_ways_to_be_called(capsys: pytest.CaptureFixture[str]):
    assert main([]) == 0
    assert main(["--missing", "kernel"]) == 0
    assert main(["--fly"]) == 2
    assert "--check" in capsys.readouterr().err


def test_what_is_missing_can_be_had_as_a_catalogue_to_fill_in(tmp_path: Path):
    house = a_house(
        tmp_path, wording='A = _("say \\"so\\"")\nB = pgettext("of a clock", "Stop")\nC = _("received")\nD = ngettext("%(n)s case", "%(n)s cases", n)',
        po=pair("received", "已收件"),
    )  # fmt: skip
    assert missing_entries("cases", house) == (
        '#: cases/wording.py:1\nmsgid "say \\"so\\""\nmsgstr ""\n\n'
        '#: cases/wording.py:2\nmsgctxt "of a clock"\nmsgid "Stop"\nmsgstr ""\n\n'
        '#: cases/wording.py:4\nmsgid "%(n)s case"\nmsgid_plural "%(n)s cases"\nmsgstr[0] ""\n\n'
    )
