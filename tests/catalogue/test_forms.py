"""Forms in versions: window and portal hand out the same current copy. Source: CAT-021."""

from __future__ import annotations

import pytest

from tests.days import MONDAY
from tests.factories import a_hall
from tests.factories_catalogue import A_FORM, FOOD, a_draft_item, a_published_item, publish_it
from yichuang.catalogue import commands, queries
from yichuang.catalogue.models import FormFile
from yichuang.kernel.errors import NotPermitted, RuleBroken

pytestmark = pytest.mark.django_db
NEWER = A_FORM + b"% 2026\n"


@pytest.fixture
def hall():
    return a_hall()


def add(hall, content, name="申请书", **more):
    told = {"item_code": FOOD, "kind": "blank", "name": name, "content": content}
    return commands.add_form(by=hall.as_(hall.he), **(told | more))


def test_a_new_content_is_the_next_version_and_the_old_one_stays_published(hall):
    published = a_published_item(hall.centre, hall.department)
    commands.revise(by=hall.as_(hall.he), item_code=FOOD)
    assert add(hall, NEWER).version == 2
    assert [form.version for form in queries.revision("LZ", FOOD, 1).forms.all()] == [1]
    publish_it(hall.centre, hall.department, on=MONDAY)
    current = queries.revision_for_intake("LZ", FOOD, MONDAY).forms.get()
    assert current.version == 2
    assert queries.path_of(current.file).read_bytes() == NEWER
    assert queries.path_of(published.forms.get().file).read_bytes() == A_FORM


def test_the_same_bytes_again_change_nothing(hall):
    a_draft_item(hall.centre, hall.department)
    assert add(hall, A_FORM).version == 1
    assert add(hall, A_FORM, name="申请书副本").version == 1
    assert FormFile.objects.count() == 1


def test_a_form_can_be_taken_out_again(hall):
    a_draft_item(hall.centre, hall.department)
    form = add(hall, NEWER, name="样表", kind="sample")
    commands.remove_form(by=hall.as_(hall.he), item_code=FOOD, form_id=form.pk)
    assert [kept.name for kept in queries.open_revision("LZ", FOOD).forms.all()] == ["申请书"]
    with pytest.raises(RuleBroken, match="form_unknown"):
        commands.remove_form(by=hall.as_(hall.he), item_code=FOOD, form_id=form.pk)


def test_what_is_refused_leaves_no_trace(hall):
    a_draft_item(hall.centre, hall.department)
    with pytest.raises(RuleBroken, match="file_unknown"):
        add(hall, b"MZ\x90" + bytes(99), name="表.pdf")
    with pytest.raises(RuleBroken, match="form_name_needed"):
        add(hall, NEWER, name=" ")
    with pytest.raises(NotPermitted):
        commands.add_form(by=hall.as_(hall.bai), item_code=FOOD, kind="blank", name="表", content=NEWER)
    assert FormFile.objects.count() == 1
