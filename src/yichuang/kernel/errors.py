"""The three ways in which the product says no. Rules give codes, wording gives sentences."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """Something was asked that is not done. `code` names the reason, `facts` what it rests on.

    The sentence for people stands in the `wording.py` of the package that raised it, under the code.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code}({told})" if told else self.code


class RuleBroken(Refused):
    """A well-formed request meets a rule that forbids it."""


class NotPermitted(Refused):
    """This person may not do this, though somebody else may."""

    def __init__(self, code: str = "not_permitted", **facts: object) -> None:
        super().__init__(code, **facts)


class CannotCompute(Refused):
    """No calendar, no unit, no rule: what cannot be computed is refused, never defaulted."""
