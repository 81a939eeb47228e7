"""The catalogue: items, their revisions, and what a revision says."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yichuang.catalogue import wording as w
from yichuang.catalogue.rules import terms as t


class Item(models.Model):
    """A service item (事项) of a department at a centre. What it says stands in its revisions.

    `code` is the implementation code (实施编码) as its owner writes it: text, judged by profile, never
    parsed. Source: CAT-001.
    """

    centre = models.ForeignKey("centres.Centre", models.PROTECT, related_name="+")
    department = models.ForeignKey("centres.Department", models.PROTECT, related_name="+")
    code = models.CharField(_("item code"), max_length=60)
    group = models.CharField(_("main item"), max_length=120, blank=True)  # 主项

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["centre", "code"], name="item_code")]

    def __str__(self) -> str:
        return self.code


class ItemRevision(models.Model):
    """One version of an item (事项版本): drafted, submitted, confirmed, published; kept for ever.

    In force from `effective_from` to `effective_until`, both included, whatever is published after it;
    a case keeps the revision it started under. What was published is never changed.
    Source: CAT-003, CAT-004, CAT-010, CAT-015, CAT-016, CAT-019.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    state = models.CharField(
        _("state"), max_length=10, choices=list(w.STATE_NAMES.items()), default=t.RevisionState.DRAFT
    )
    effective_from = models.DateField(_("in force from"), null=True, blank=True)
    effective_until = models.DateField(_("in force until"), null=True, blank=True)
    drafted_by = models.CharField(_("drafted by"), max_length=60)
    drafted_on = models.DateField(_("drafted on"))
    submitted_by = models.CharField(_("submitted by"), max_length=60, blank=True)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    decided_by = models.CharField(_("confirmed or returned by"), max_length=60, blank=True)
    decided_on = models.DateField(_("confirmed or returned on"), null=True, blank=True)
    decision_reason = models.CharField(_("reason"), max_length=400, blank=True)
    published_by = models.CharField(_("published by"), max_length=60, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    content_hash = models.CharField(_("hash of the content"), max_length=64, blank=True)

    name = models.CharField(_("item name"), max_length=200, blank=True)
    initials = models.CharField(max_length=1000, blank=True)  # "|spjyxk|…|": rules/initials.py
    search_text = models.TextField(blank=True)
    synonyms = models.CharField(_("words people use"), max_length=300, blank=True)
    kind = models.CharField(_("item kind"), max_length=2, blank=True, choices=list(w.KIND_NAMES.items()))
    applicant_kinds = models.JSONField(_("who may apply"), default=list, blank=True)
    case_kind = models.CharField(
        _("handling"), max_length=10, blank=True, choices=list(w.CASE_KIND_NAMES.items())
    )
    decision_level = models.CharField(
        _("decision level"),
        max_length=10,
        choices=list(w.DECISION_LEVEL_NAMES.items()),
        default=t.DecisionLevel.ORDINARY,
    )
    summary = models.CharField(_("in one sentence"), max_length=200, blank=True)
    statutory_amount = models.PositiveIntegerField(_("statutory limit"), null=True, blank=True)
    statutory_unit = models.CharField(
        _("unit"), max_length=10, choices=list(w.UNIT_NAMES.items()), default="working"
    )
    statutory_note = models.CharField(_("note on the statutory limit"), max_length=200, blank=True)
    promised_amount = models.PositiveIntegerField(_("promised limit"), null=True, blank=True)
    promised_unit = models.CharField(
        _("unit"), max_length=10, choices=list(w.UNIT_NAMES.items()), default="working"
    )
    promised_note = models.CharField(_("note on the promised limit"), max_length=200, blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    procedure = models.TextField(_("procedure"), blank=True)
    charges = models.BooleanField(_("charges a fee"), null=True, blank=True)
    channels = models.JSONField(_("how to apply"), default=list, blank=True)
    visits = models.PositiveSmallIntegerField(_("trips to the hall, at most"), null=True, blank=True)
    visits_reason = models.CharField(_("why one has to come"), max_length=200, blank=True)
    result_kind = models.CharField(
        _("kind of result"), max_length=1, blank=True, choices=list(w.RESULT_NAMES.items())
    )
    result_name = models.CharField(_("name of the result"), max_length=120, blank=True)
    base_code = models.CharField(_("base code"), max_length=40, blank=True)
    handling_code = models.CharField(_("handling code"), max_length=40, blank=True)
    power_list_code = models.CharField(_("power list entry"), max_length=60, blank=True)
    power_list_name = models.CharField(_("name in the power list"), max_length=200, blank=True)
    power_source = models.CharField(
        _("source of the power"), max_length=1, blank=True, choices=list(w.POWER_SOURCE_NAMES.items())
    )
    exercise_level = models.CharField(
        _("exercised at the level"), max_length=1, blank=True, choices=list(w.LEVEL_NAMES.items())
    )
    body_nature = models.CharField(
        _("nature of the body"), max_length=1, blank=True, choices=list(w.BODY_NATURE_NAMES.items())
    )
    quantity_limit = models.CharField(_("limited in number"), max_length=200, blank=True)
    intermediary = models.CharField(_("intermediary services"), max_length=200, blank=True)
    service_place = models.CharField(_("place of service"), max_length=200, blank=True)
    service_hours = models.CharField(_("hours of service"), max_length=120, blank=True)
    consultation = models.CharField(_("questions to"), max_length=120, blank=True)
    complaints = models.CharField(_("complaints to"), max_length=120, blank=True)
    commitment_allowed = models.BooleanField(_("granted on written commitment"), default=False)

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="revision_number"),
            models.UniqueConstraint(
                fields=["item"], name="revision_open", condition=Q(state__in=list(t.OPEN_STATES))
            ),
            models.CheckConstraint(
                name="revision_published_is_confirmed_and_dated",
                condition=~Q(state=t.RevisionState.PUBLISHED)
                | Q(effective_from__isnull=False, decided_on__isnull=False, published_on__isnull=False),
            ),
            models.CheckConstraint(
                name="revision_ends_after_it_begins",
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_from")),
            ),
        ]
        indexes = [models.Index(fields=["state", "effective_from"], name="revision_in_force")]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


class Material(models.Model):
    """A document that an applicant hands in (申报材料). Source: CAT-020."""

    revision = models.ForeignKey(ItemRevision, models.CASCADE, related_name="materials")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("material"), max_length=200)
    copies = models.PositiveSmallIntegerField(_("number of copies"), default=1)
    original = models.CharField(
        _("original or copy"),
        max_length=10,
        choices=list(w.ORIGINAL_NAMES.items()),
        default=t.Original.ORIGINAL,
    )
    medium = models.CharField(
        _("form of the material"),
        max_length=10,
        choices=list(w.MEDIUM_NAMES.items()),
        default=t.Medium.EITHER,
    )
    need = models.CharField(
        _("necessity"), max_length=10, choices=list(w.NEED_NAMES.items()), default=t.Need.MAIN
    )
    source = models.CharField(
        pgettext_lazy("material", "source"),
        max_length=12,
        choices=list(w.SOURCE_NAMES.items()),
        default=t.Source.APPLICANT,
    )
    issuer = models.CharField(pgettext_lazy("material", "issued by"), max_length=120, blank=True)
    how_obtained = models.CharField(
        _("how obtained"),
        max_length=16,
        choices=list(w.OBTAINED_NAMES.items()),
        default=t.HowObtained.HANDED_IN,
    )
    legal_ground = models.CharField(_("legal ground"), max_length=300, blank=True)
    form_required = models.BooleanField(_("on our form"), default=False)
    standard = models.CharField(_("what it must fulfil"), max_length=400, blank=True)
    filling_notes = models.CharField(_("how to fill it in"), max_length=400, blank=True)

    class Meta:
        ordering = ["revision", "order"]
        constraints = [models.UniqueConstraint(fields=["revision", "order"], name="material_order")]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """One step (环节) of the route: who, where, how long in the unit of the promise. Source: CAT-013."""

    revision = models.ForeignKey(ItemRevision, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField(_("order"))
    key = models.CharField(_("key of the step"), max_length=20)
    name = models.CharField(_("step"), max_length=60)
    stage = models.CharField(_("stage"), max_length=8, choices=list(w.STAGE_NAMES.items()))
    role = models.CharField(_("role"), max_length=20, blank=True)
    place = models.CharField(_("place in the hall"), max_length=60, blank=True)
    limit_amount = models.PositiveSmallIntegerField(_("time limit of the step"), null=True, blank=True)

    class Meta:
        ordering = ["revision", "order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "order"], name="step_order"),
            models.UniqueConstraint(fields=["revision", "key"], name="step_key"),
        ]

    def __str__(self) -> str:
        return self.name


class ProcedureNeeded(models.Model):
    """A special procedure (特别程序) that cases of the item may need. Source: CAT-017."""

    revision = models.ForeignKey(ItemRevision, models.CASCADE, related_name="procedures")
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("procedure"), max_length=16, choices=list(w.PROCEDURE_NAMES.items()))
    expected_days = models.PositiveSmallIntegerField(_("expected working days"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["revision", "order"]
        constraints = [models.UniqueConstraint(fields=["revision", "kind"], name="procedure_once")]

    def __str__(self) -> str:
        return self.kind


class FeeStandard(models.Model):
    """What may be charged, and on what basis (收费标准); nothing else can be charged."""

    revision = models.ForeignKey(ItemRevision, models.CASCADE, related_name="fees")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("fee"), max_length=120)
    amount_fen = models.PositiveIntegerField(_("amount in fen"), null=True, blank=True)
    per = models.CharField(_("for each"), max_length=40, blank=True)
    basis = models.CharField(_("basis of the fee"), max_length=300, blank=True)
    reducible = models.BooleanField(_("may be reduced"), default=False)
    reduction_basis = models.CharField(_("basis of the reduction"), max_length=300, blank=True)

    class Meta:
        ordering = ["revision", "order"]
        constraints = [models.UniqueConstraint(fields=["revision", "order"], name="fee_order")]

    def __str__(self) -> str:
        return self.name


class FormFile(models.Model):
    """The bytes of a form, once for each content, under DOCUMENTS_ROOT by their hash."""

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("bytes"))

    class Meta:
        ordering = ["sha256"]

    def __str__(self) -> str:
        return self.sha256


class SampleForm(models.Model):
    """A blank form, filled-in sample or reference paper in one version.

    A new content under the same name and kind is the next version; a new revision of the item carries
    the current ones on, so that window and portal hand out the same copy. Source: CAT-021.
    """

    revision = models.ForeignKey(ItemRevision, models.CASCADE, related_name="forms")
    kind = models.CharField(_("kind"), max_length=10, choices=list(w.FORM_KIND_NAMES.items()))
    name = models.CharField(_("name of the form"), max_length=120)
    version = models.PositiveSmallIntegerField(_("version"))
    added_on = models.DateField(_("added on"))
    added_by = models.CharField(_("added by"), max_length=60)
    material_name = models.CharField(_("for the material"), max_length=200, blank=True)
    file = models.ForeignKey(FormFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["revision", "kind", "name"]
        constraints = [models.UniqueConstraint(fields=["revision", "kind", "name"], name="form_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class WindowService(models.Model):
    """An item is served at a window, from a day until a day (窗口办事目录). Source: CAT-018."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="windows")
    window = models.ForeignKey("centres.Window", models.PROTECT, related_name="+")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["window", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "window"], name="window_serves_once", condition=Q(until=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.window_id} {self.item_id}"


class ChangeRequest(models.Model):
    """A dated request to add, change or cancel an item, or its service at a window. Source: CAT-010."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="changes")
    revision = models.ForeignKey(ItemRevision, models.PROTECT, null=True, blank=True, related_name="changes")
    window = models.ForeignKey("centres.Window", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("asks to"), max_length=8, choices=list(w.CHANGE_KIND_NAMES.items()))
    state = models.CharField(
        _("state"), max_length=10, choices=list(w.CHANGE_STATE_NAMES.items()), default=t.ChangeState.OPEN
    )
    legal_basis = models.CharField(_("legal basis of the change"), max_length=400)
    reason = models.CharField(_("reason of the change"), max_length=400, blank=True)
    wanted_from = models.DateField(_("to take effect on"))
    requested_by = models.CharField(_("requested by"), max_length=60)
    requested_on = models.DateField(_("requested on"))
    approval = models.CharField(_("approval document"), max_length=200, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=60, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=400, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="change_decided_by_somebody",
                condition=Q(state=t.ChangeState.OPEN) | (Q(decided_on__isnull=False) & ~Q(decided_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id}"
