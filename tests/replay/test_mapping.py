"""A mapping is written by hand: what is wrong in it is said with its place.

Source: issue 2 section 7; issue 3 section 4.
"""

from __future__ import annotations

import pytest

from tests.replay.logs import MAPPING, MAPPINGS
from yichuang.kernel.errors import RuleBroken
from yichuang.replay.rules.mapping import read_mapping

WITH_ANSWERS = """
[[act]]
activity = "request complete"
when = { question = ["False", "Nee"] }
act = "hold"
step = "incomplete"

[[act]]
pattern = 'T07-\\d Draft .*'
act = "step"
step = "draft"
"""


def test_a_mapping_says_what_an_event_is():
    mapping = read_mapping(MAPPING)
    assert mapping.act_for("Check", {}).controls == "confirm"
    assert mapping.act_for("Dance", {}) is None
    assert mapping.item_for({}).statutory == (56, "calendar")
    assert mapping.channel_for("Internet") == "online"
    assert mapping.channel_for("Pigeon") == "window"
    assert mapping.department_for("unheard of").code == "TOWN"


def test_an_act_may_hang_on_an_answer_or_on_a_pattern():
    mapping = read_mapping(MAPPING + WITH_ANSWERS)
    assert mapping.act_for("request complete", {"question": "False"}).act == "hold"
    assert mapping.act_for("request complete", {"question": "True"}) is None
    assert mapping.act_for("request complete", {}) is None
    assert mapping.act_for("T07-3 Draft advice", {}).step == "draft"
    assert mapping.act_for("see T07-3 Draft advice", {}) is None, "the whole name has to fit"


def test_the_first_item_that_fits_is_taken():
    fitting = MAPPING.replace('legal_basis = "Wabo 3.9"', 'legal_basis = "Wabo"\nwhen = { parts = "Bouw" }')
    mapping = read_mapping(fitting)
    assert mapping.item_for({"parts": "Bouw"}).code == "permit"
    assert mapping.item_for({"parts": "Kap"}) is None


@pytest.mark.parametrize(
    ("account", "is_person"),
    [("admin1", False), ("admin", True), ("Anna", True), ("xadmin1", True)],
)
def test_accounts_that_are_no_people(account, is_person):
    assert read_mapping(MAPPING).officers.is_person(account) is is_person


@pytest.mark.parametrize(
    ("right", "wrong", "place", "problem"),
    [
        ('name = "story"', "name = story", "the file", "Invalid value"),
        ('received = "startdate"', "", "case", "lacks the key received"),
        ('received = "startdate"', 'recieved = "startdate"', "case", "does not know the key recieved"),
        ('"56 calendar"', '"56 days"', "item 1, statutory", "is no limit"),
        ('"56 calendar"', '"eight calendar"', "item 1, statutory", "is no limit"),
        ('department = "TOWN"', 'department = "TWON"', "item permit", "TWON"),
        ('controls = "confirm"', 'controls = "conform"', "act 2", "conform"),
        ('act = "step"', 'act = "stop"', "act 1", "not stop"),
        ('step = "confirm"', "", "act 1", "without a key"),
        ('activity = "Confirm"', "pattern = '('", "act 1", "no regular expression"),
        ('activity = "Confirm"', "", "act 1", "neither an activity nor a pattern"),
        ("'admin\\d+'", "'['", "officers", "no regular expression"),
        ('"Europe/Amsterdam"', '"Europe/Atlantis"', "centre", "no time zone"),
        ('"online"', '"pigeon"', "case, channels", "pigeon"),
        ('code = "permit"', "code = 1.5", "item 1", "code is not of the kind"),
        ("[[department]]", "[[departement]]", "department", "is missing"),
        ('name = "story"', 'name = "story"\nunmapped = "guess"', "unmapped", "guess"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(right, wrong, place, problem):
    assert right in MAPPING
    with pytest.raises(RuleBroken) as refused:
        read_mapping(MAPPING.replace(right, wrong, 1))
    assert refused.value.code == "mapping_wrong"
    assert refused.value.facts["place"] == place
    assert problem in refused.value.facts["problem"]


@pytest.mark.parametrize("file", sorted(MAPPINGS.glob("*.toml")), ids=lambda file: file.stem)
def test_every_mapping_of_the_house_can_be_read(file):
    assert read_mapping(file.read_text(encoding="utf-8")).name == file.stem
