"""What the stories of cases have in common: a hall, an item, an applicant, and each act by its person."""

from __future__ import annotations

from datetime import date

from tests.days import MONDAY
from tests.factories import Hall, a_hall
from tests.factories_catalogue import FOOD, a_published_item
from tests.stencils import once
from yichuang.applicants.rules.details import ApplicantKind, Details
from yichuang.cases import commands
from yichuang.cases.commands import Verdict
from yichuang.cases.models import Case
from yichuang.cases.rules.materials import Checked, MaterialState
from yichuang.catalogue.models import ItemRevision

LI = Details(
    kind=ApplicantKind.PERSON, name="李文静", number="36990019900307002X", telephone="13900004406",
    occupation="个体经营", address="澜州市望江区文澜路 118 号",
)  # fmt: skip
GROUNDS, BASIS = "经营场所不符合规定的条件", "《食品经营许可和备案管理办法》第十二条"
REASON, GROUND = "现场核查未能如期完成", "依法需要听证"


def all_there(count: int = 3) -> list[Checked]:
    """Every material complete."""
    return [Checked(order, MaterialState.PRESENT, 1) for order in range(1, count + 1)]


def one_missing(count: int = 3) -> list[Checked]:
    """The second material is missing, the others are complete."""
    lacking = Checked(2, MaterialState.MISSING, 0, "未标明洗消间位置")
    return [all_there(count)[0], lacking, *all_there(count)[2:]]


class Story:
    """A hall with one item, and cases in it; every act on the day it is told for."""

    def __init__(self, hall: Hall | None = None, **item: object) -> None:
        def tell() -> tuple[Hall, ItemRevision, int]:
            ours = hall or a_hall()
            revision = a_published_item(ours.centre, ours.department, code=FOOD, **item)
            return ours, revision, len(revision.materials.all())

        self.hall, self.revision, self.materials = once(("story", repr(sorted(item.items()))), tell)

    def receive(self, day: date = MONDAY, verdict: Verdict = Verdict.ACCEPT, **more: object) -> Case:
        """Chen takes in Li Wenjing's application at window 6."""
        found = one_missing(self.materials) if verdict is Verdict.CORRECT else all_there(self.materials)
        told = {"materials": found, "applicant": LI, "verdict": verdict, **more}
        if verdict is Verdict.DEFER:
            told.setdefault("deferral_reason", "系统故障，无法当日核对材料")
        return commands.receive(by=self.hall.as_(self.hall.chen, day), item_code=FOOD, **told).case

    def review(self, case: Case, day: date = MONDAY, *, passed: bool = True) -> Case:
        """Gu reviews."""
        return commands.review(
            by=self.hall.as_(self.hall.gu, day, "10:30"), number=case.number, passed=passed,
            text="材料齐全，符合规定条件。" if passed else GROUNDS, legal_basis="" if passed else BASIS,
        )  # fmt: skip

    def decide(self, case: Case, day: date = MONDAY, *, grant: bool = True) -> Case:
        """He decides as chief representative."""
        return commands.decide(
            by=self.hall.as_(self.hall.he, day, "15:00"), number=case.number, grant=grant,
            text="准予许可。" if grant else GROUNDS, legal_basis="" if grant else BASIS,
        )  # fmt: skip

    def decided(self, day: date = MONDAY, *, grant: bool = True) -> Case:
        """A case received, accepted, reviewed and decided on one day."""
        return self.decide(self.review(self.receive(day), day, passed=grant), day, grant=grant)

    def ready(self, day: date = MONDAY) -> Case:
        """A granted case whose result can be collected."""
        case = self.decided(day)
        return commands.make_ready(by=self.hall.as_(self.hall.ning, day, "16:00"), number=case.number)
