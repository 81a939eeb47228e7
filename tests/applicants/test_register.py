"""Applicants are kept encrypted and found by hash. Source: INT-001, RCP-001."""

from __future__ import annotations

import pytest

from tests.factories import a_hall
from yichuang.applicants import commands, queries
from yichuang.applicants.models import Applicant
from yichuang.applicants.rules.details import ApplicantKind, Details, tidy
from yichuang.kernel.errors import RuleBroken

LI = Details(
    kind=ApplicantKind.PERSON, name=" 李文静 ", number="36990019900307002x", telephone="１３９ 0000 4406",
    occupation="个体经营", address="澜州市望江区文澜路 118 号",
)  # fmt: skip


def test_what_was_told_is_tidied():
    assert tidy(LI).name == "李文静"
    assert tidy(LI).number == "36990019900307002X"
    assert tidy(LI).telephone == "13900004406"


def test_an_applicant_has_a_name():
    with pytest.raises(RuleBroken, match="name_missing"):
        tidy(Details(kind=ApplicantKind.PERSON, name="  "))


@pytest.mark.django_db
def test_numbers_are_not_in_the_table_but_found_by_hash_and_read_back():
    hall = a_hall()
    kept = commands.register(centre_id=hall.centre.pk, details=LI)
    row = Applicant.objects.filter(pk=kept.pk).values().get()
    assert "36990019900307002X" not in str(row)
    assert "13900004406" not in str(row)
    assert (row["number_masked"], row["telephone_masked"]) == ("369***********002X", "139****4406")
    found = queries.applicant_by_number(hall.centre.pk, "36990019900307002X")
    assert queries.details_of(found) == tidy(LI)
    assert queries.applicant_by_number(hall.centre.pk, "") is None
    assert queries.applicant_by_number(hall.centre.pk, "36990019900307003X") is None


@pytest.mark.django_db
def test_the_commitment_depends_on_the_salt_of_the_row():
    hall = a_hall()
    twice = [commands.register(centre_id=hall.centre.pk, details=LI) for _ in "ab"]
    assert commands.commitment_of(twice[0]) != commands.commitment_of(twice[1])
