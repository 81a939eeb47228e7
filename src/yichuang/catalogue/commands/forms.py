"""Blank forms, samples and reference papers of an item, in versions."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from yichuang.catalogue import queries
from yichuang.catalogue.commands.drafts import editable_revision, subject_of
from yichuang.catalogue.models import FormFile, SampleForm
from yichuang.catalogue.rules.forms import MOST_BYTES, media_type_of
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import RuleBroken
from yichuang.ledger.commands import record


@transaction.atomic
def add_form(
    *, by: Acting, item_code: str, kind: str, name: str, content: bytes, material_name: str = ""
) -> SampleForm:
    """Attach a form to the open revision; under a name that it has already, the next version takes its place.

    The bytes are judged by content and stored once, by their hash. The same bytes again change nothing.
    Raises NotPermitted; RuleBroken: "no_open_revision", "wrong_state", "form_name_needed" and those of
    `rules.forms.media_type_of`.
    Source: CAT-021.
    """
    revision = editable_revision(by, item_code)
    name = name.strip()
    if not name:
        raise RuleBroken("form_name_needed")
    file = _keep(content)
    current = SampleForm.objects.filter(revision=revision, kind=kind, name=name).first()
    if current is not None and current.file_id == file.pk:
        return current
    earlier = SampleForm.objects.filter(revision__item=revision.item, kind=kind, name=name)
    version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    form, _created = SampleForm.objects.update_or_create(
        revision=revision,
        kind=kind,
        name=name,
        defaults={
            "version": version,
            "added_on": by.day,
            "added_by": by.actor,
            "material_name": material_name,
            "file": file,
        },
    )
    facts = {
        "revision": revision.number,
        "kind": kind,
        "name": name,
        "version": version,
        "sha256": file.sha256,
    }
    record(by=by, subject=subject_of(revision.item), act="form_added", facts=facts)
    return form


@transaction.atomic
def remove_form(*, by: Acting, item_code: str, form_id: int) -> None:
    """Take a form out of the open revision; versions that were published keep theirs.

    Raises NotPermitted; RuleBroken: "no_open_revision", "wrong_state", "form_unknown".
    Source: CAT-021.
    """
    revision = editable_revision(by, item_code)
    form = queries.form_of(revision, form_id)
    if form is None:
        raise RuleBroken("form_unknown")
    facts = {"revision": revision.number, "kind": form.kind, "name": form.name, "version": form.version}
    form.delete()
    record(by=by, subject=subject_of(revision.item), act="form_removed", facts=facts)


def _keep(content: bytes) -> FormFile:
    """The row of these bytes; they are written, whole or not at all, before the row is.

    A roll-back leaves a file without a row: harmless, since it is named by what it holds.
    """
    media_type = media_type_of(content, most_bytes=MOST_BYTES)
    digest = hashlib.sha256(content).hexdigest()
    file, _created = FormFile.objects.get_or_create(
        sha256=digest, defaults={"media_type": media_type, "size": len(content)}
    )
    place = queries.path_of(file)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(temporary).replace(place)
    return file
