"""Cases. What happened to them is in the ledger; here stands where they are."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yichuang.cases import wording as w
from yichuang.cases.rules.lifecycle import State
from yichuang.cases.rules.materials import MaterialState

_ACCEPTED_STATES = ["accepted", "reviewed", "in_procedure", "decided", "fee_due", "ready", "delivered"]
_DECIDED_STATES = ["decided", "fee_due", "ready", "delivered"]


class Case(models.Model):
    """One application for one item by one applicant (办件), from the window to the archive.

    Dates and persons repeat what the ledger says, so that lists and sweeps are one query; both limits
    stand in `clocks`. Only commands write them. Source: INT-001, CASE-001, CASE-002.
    """

    number = models.CharField(_("case number"), max_length=50)  # unique in its centre
    receipt_number = models.CharField(_("receipt number"), max_length=60)
    outside_number = models.CharField(_("number in the log it came from"), max_length=60, blank=True)
    query_code_hash = models.CharField(max_length=64)
    centre = models.ForeignKey("centres.Centre", models.PROTECT, related_name="+")
    department = models.ForeignKey("centres.Department", models.PROTECT, related_name="+")
    item_code = models.CharField(_("item code"), max_length=60)
    item_name = models.CharField(_("item"), max_length=200)
    revision = models.ForeignKey("catalogue.ItemRevision", models.PROTECT, related_name="+")
    applicant = models.ForeignKey("applicants.Applicant", models.PROTECT, related_name="+")
    agent = models.ForeignKey("applicants.Applicant", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(_("channel"), max_length=10, choices=list(w.CHANNEL_NAMES.items()))
    window = models.CharField(_("window"), max_length=10, blank=True)
    case_kind = models.CharField(_("handling"), max_length=10)
    decision_level = models.CharField(_("decision level"), max_length=10)
    state = models.CharField(
        _("state"), max_length=12, choices=list(w.STATE_NAMES.items()), default=State.RECEIVED
    )
    resume_state = models.CharField(max_length=12, blank=True)  # where a special procedure goes back to
    outcome = models.CharField(_("outcome"), max_length=12, choices=list(w.OUTCOME_NAMES.items()), blank=True)
    regulation = models.CharField(_("regulation"), max_length=20)
    received_at = models.DateTimeField(_("received at"))
    received_on = models.DateField(_("received on"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    accepted_on = models.DateField(_("accepted on"), null=True)
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_on = models.DateField(_("decided on"), null=True)
    result_returned_at = models.DateTimeField(_("result returned to the window at"), null=True)
    ready_on = models.DateField(_("ready since"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    ended_on = models.DateField(_("ended on"), null=True)
    receiver = models.CharField(_("received by"), max_length=60)
    reviewer = models.CharField(_("reviewed by"), max_length=60, blank=True)
    decider = models.CharField(_("decided by"), max_length=60, blank=True)
    holder = models.CharField(_("in the hands of"), max_length=60, blank=True)
    letter_number = models.CharField(_("decided under the letter"), max_length=60, blank=True)
    deemed = models.BooleanField(_("accepted by lapse of time"), default=False)
    promised_pickup_on = models.DateField(_("promised pick-up day"), null=True)
    deferral_reason = models.CharField(_("why not accepted on that day"), max_length=200, blank=True)
    corrections = models.PositiveSmallIntegerField(_("correction notices"), default=0)
    extensions = models.PositiveSmallIntegerField(_("extensions"), default=0)
    guidance = models.CharField(_("guidance given"), max_length=200, blank=True)
    guidance_confirmed = models.BooleanField(_("guidance confirmed by the applicant"), null=True)
    fee_fen = models.PositiveIntegerField(_("fee in fen"), null=True)
    fee_settled_on = models.DateField(_("fee settled on"), null=True)
    finished_on_site = models.BooleanField(_("every step done in the hall"), default=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="case_number"),
            models.UniqueConstraint(
                fields=["centre", "outside_number"],
                name="case_outside_number",
                condition=~Q(outside_number=""),
            ),
            models.CheckConstraint(
                name="case_accepted_has_a_day",
                condition=~Q(state__in=_ACCEPTED_STATES) | Q(accepted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="case_decided_says_who_and_how",
                condition=~Q(state__in=_DECIDED_STATES)
                | (Q(decided_on__isnull=False, outcome__in=["granted", "denied"]) & ~Q(decider="")),
            ),
            models.CheckConstraint(
                name="case_undecided_has_no_outcome",
                condition=~Q(state__in=["received", "correcting", "accepted", "reviewed", "in_procedure"])
                | Q(outcome=""),
            ),
            models.CheckConstraint(
                name="case_delivered_was_returned",
                condition=~Q(state="delivered") | Q(result_returned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="case_ready_has_paid",
                condition=~Q(state__in=["ready", "delivered"])
                | Q(fee_fen=None)
                | Q(fee_fen=0)
                | Q(fee_settled_on__isnull=False),
            ),
            models.CheckConstraint(
                name="case_ended_has_a_day",
                condition=~Q(
                    state__in=[
                        "delivered",
                        "not_needed",
                        "referred",
                        "refused",
                        "lapsed",
                        "withdrawn",
                        "terminated",
                        "archived",
                    ]
                )
                | Q(ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="case_accepted_after_receipt",
                condition=Q(accepted_on=None) | Q(accepted_on__gte=F("received_on")),
            ),
            models.CheckConstraint(
                name="case_in_procedure_knows_where_back",
                condition=~Q(state="in_procedure") | Q(resume_state__in=["accepted", "reviewed"]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["centre", "department", "state"],
                name="case_open",
                condition=Q(
                    state__in=[
                        "received",
                        "correcting",
                        "accepted",
                        "reviewed",
                        "in_procedure",
                        "decided",
                        "fee_due",
                        "ready",
                    ]
                ),
            ),
            models.Index(fields=["centre", "receipt_number"], name="case_receipt"),
            models.Index(fields=["applicant"], name="case_applicant"),
            models.Index(fields=["centre", "received_on"], name="case_received"),
        ]

    def __str__(self) -> str:
        return self.number


class CaseMaterial(models.Model):
    """One material of one case, as last checked at the window. Source: INT-004, RCP-003."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="materials")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("material"), max_length=200)
    form = models.CharField(_("form"), max_length=60, blank=True)
    standard = models.CharField(_("what it must fulfil"), max_length=400, blank=True)
    optional = models.BooleanField(_("may be missing"), default=False)
    copies_wanted = models.PositiveSmallIntegerField(_("copies asked for"), default=1)
    copies = models.PositiveSmallIntegerField(_("copies handed in"), default=0)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=list(w.MATERIAL_STATE_NAMES.items()),
        default=MaterialState.NOT_CHECKED,
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    supplied_on = models.DateField(_("supplied on"), null=True)

    class Meta:
        ordering = ["case", "order"]
        constraints = [models.UniqueConstraint(fields=["case", "order"], name="case_material_order")]

    def __str__(self) -> str:
        return self.name


class Correction(models.Model):
    """A one-time notice (一次性告知): everything to be supplied, and when it was. Source: INT-005, INT-009."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="correction_notices")
    issued_at = models.DateTimeField(_("issued at"))
    issued_on = models.DateField(_("issued on"))
    lacking = models.JSONField(_("to be supplied"))
    answer_by = models.DateField(_("to be supplied by"), null=True)
    supplied_on = models.DateField(_("supplied on"), null=True)
    why_again = models.CharField(_("a superior's reason for a second notice"), max_length=200, blank=True)
    allowed_by = models.CharField(_("allowed by"), max_length=60, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.issued_on}"


class Opinion(models.Model):
    """What somebody wrote on a case: a reviewer's opinion, a decider's return. Source: CASE-005."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="opinions")
    act = models.CharField(_("act"), max_length=24)
    officer = models.CharField(_("officer"), max_length=60)
    passed = models.BooleanField(_("meets the conditions"), null=True)
    text = models.TextField(_("opinion"))
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.act}"


class NegativeMatter(models.Model):
    """A refusal that somebody proposed (否定事项): filed, passed upward, confirmed or not at the last level.

    Source: DEC-002, DEC-003, DEC-004.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="negative_matters")
    kind = models.CharField(_("kind"), max_length=8, choices=list(w.NEGATIVE_KIND_NAMES.items()))
    grounds = models.TextField(_("reasons"))
    legal_basis = models.TextField(_("legal basis"))
    proposed_by = models.CharField(_("proposed by"), max_length=60)
    proposed_at = models.DateTimeField(_("proposed at"))
    level = models.PositiveSmallIntegerField(_("levels that agreed"), default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=list(w.NEGATIVE_STATE_NAMES.items()), default="open"
    )
    ended_at = models.DateTimeField(_("settled at"), null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="open"), name="one_refusal_proposed"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class NegativeOpinion(models.Model):
    """What one level said of a proposed refusal. Source: DEC-002, DEC-004."""

    matter = models.ForeignKey(NegativeMatter, models.CASCADE, related_name="opinions")
    level = models.PositiveSmallIntegerField(_("level"))
    role = models.CharField(_("role"), max_length=20)
    officer = models.CharField(_("officer"), max_length=60)
    agrees = models.BooleanField(_("agrees"))
    text = models.TextField(_("opinion"))
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.level}"


class ProcedureRun(models.Model):
    """A special procedure of a case, from its notice to its result. Source: CLK-003, DEC-005."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="procedures")
    kind = models.CharField(_("procedure"), max_length=16)
    ground = models.CharField(_("ground"), max_length=200)
    expected_days = models.PositiveSmallIntegerField(_("expected working days"))
    started_on = models.DateField(_("started on"))
    started_by = models.CharField(_("started by"), max_length=60)
    ended_on = models.DateField(_("ended on"), null=True)
    result = models.TextField(_("result"), blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_on=None), name="one_procedure_at_a_time"
            ),
            models.CheckConstraint(
                name="procedure_ends_after_it_begins",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Extension(models.Model):
    """A statutory extension (延期), approved and told. Source: CLK-006."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="extension_rows")
    amount = models.PositiveSmallIntegerField(_("longer by"))
    unit = models.CharField(_("unit"), max_length=10)
    reason = models.CharField(_("reason"), max_length=300)
    approved_by = models.CharField(_("approved by"), max_length=60)
    filed_on = models.DateField(_("filed on"))
    due_before = models.DateField(_("due before"), null=True)
    due_after = models.DateField(_("due after"), null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} +{self.amount}"


class Deliberation(models.Model):
    """A collective discussion, expert argument, assessment or hearing on a case. Source: DEC-005."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="deliberations")
    kind = models.CharField(_("kind"), max_length=12, choices=list(w.DELIBERATION_NAMES.items()))
    called_on = models.DateField(_("called on"))
    held_on = models.DateField(_("held on"))
    participants = models.TextField(_("participants"))
    opinions = models.TextField(_("opinions"))
    conclusion = models.TextField(_("conclusion"))
    recorded_by = models.CharField(_("recorded by"), max_length=60)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
