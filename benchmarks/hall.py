"""The hall that the benchmarks work in: one centre, one department, one item, everybody at work today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from tests.factories import Hall, a_hall
from tests.factories_catalogue import FOOD, a_published_item
from yichuang.applicants.rules.details import ApplicantKind, Details
from yichuang.cases import commands
from yichuang.cases.commands import Verdict
from yichuang.cases.models import Case
from yichuang.cases.rules.materials import Checked, MaterialState
from yichuang.kernel.acting import Acting
from yichuang.staff.queries import acting_as

MATERIALS = [Checked(order, MaterialState.PRESENT, 1) for order in (1, 2, 3)]


class Bench:
    """A hall, and the five steps of a case in it, each by its officer, now."""

    def __init__(self) -> None:
        self.hall: Hall = a_hall()
        a_published_item(self.hall.centre, self.hall.department, code=FOOD)
        self.people = {
            name: acting_as(getattr(self.hall, name), timezone.now()) for name in ("chen", "gu", "he", "ning")
        }
        self.steps: tuple[tuple[str, Callable[[str], str]], ...] = (
            ("receive and accept", lambda _number: self.receive(Verdict.ACCEPT).number),
            ("review", self._review),
            ("decide", self._decide),
            ("make ready", self._make_ready),
            ("hand over", self._deliver),
        )

    def a_case(self, after_each: Callable[[], None] = lambda: None) -> str:
        """One case from the window to the hand-over; its number."""
        number = ""
        for _name, step in self.steps:
            number = step(number)
            after_each()
        return number

    def receive(self, verdict: Verdict, at: datetime | None = None, **more: object) -> Case:
        """Chen takes in an application; no two applicants are the same."""
        self.taken = getattr(self, "taken", 0) + 1
        applicant = Details(
            kind=ApplicantKind.PERSON, name="李文静", telephone=f"139{self.taken:08}", occupation="个体经营",
            address="澜州市望江区文澜路 118 号",
        )  # fmt: skip
        return commands.receive(
            by=self._by("chen", at),
            item_code=FOOD,
            applicant=applicant,
            materials=MATERIALS,
            verdict=verdict,
            **more,
        ).case  # type: ignore[arg-type]

    def _by(self, name: str, at: datetime | None = None) -> Acting:
        return self.people[name].elsewhere(at or timezone.now())

    def _review(self, number: str) -> str:
        return commands.review(
            by=self._by("gu"), number=number, passed=True, text="材料齐全，符合规定条件。"
        ).number

    def _decide(self, number: str) -> str:
        return commands.decide(by=self._by("he"), number=number, grant=True, text="准予许可。").number

    def _make_ready(self, number: str) -> str:
        return commands.make_ready(by=self._by("ning"), number=number).number

    def _deliver(self, number: str) -> str:
        return commands.deliver(by=self._by("ning"), number=number, method="window").number
