"""The sentences of clocks: names, lights, strips, derivations."""

from yichuang.clocks.wording.names import KIND_NAMES, PROCEDURE_NAMES, REFUSALS, UNIT_NAMES

__all__ = ["KIND_NAMES", "PROCEDURE_NAMES", "REFUSALS", "UNIT_NAMES"]
