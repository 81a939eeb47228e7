"""The report of a replay: the same words for the same log, however often it is replayed. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yichuang.replay.rules.figures import Figures, beside, tally


def report_of(
    *,
    log: str,
    centre: str,
    mapping: str,
    cases: int,
    events: int,
    verdicts: Mapping[str, Mapping[str, int]],
    counts: Mapping[str, object],
    rows: Sequence[Mapping[str, object]],
    ours: Figures,
    told: Figures,
    stats: Figures,
) -> Figures:
    """The report as it is written; `events` = `taken` + `mended` + `refused` holds, or it says `lost`.

    verdicts: events by verdict and reason. counts: further numbers of the replay, by name. rows: the cases.
    ours, told, stats: the product's own figures, those of the log, those of its authors.
    Source: issue 2 section 7; architecture section 6.
    """
    taken = sum(verdicts["taken"].values())
    mended, refused = dict(verdicts["mended"]), dict(verdicts["refused"])
    lost = events - taken - sum(mended.values()) - sum(refused.values())
    figures = beside(ours, told, stats)
    return {
        "log": log,
        "mapping": mapping,
        "centre": centre,
        "cases": cases,
        "events": events,
        "taken": taken,
        "mended": mended,
        "refused": refused,
        "lost": lost,
        **counts,
        "outcomes": tally(str(row["outcome"]) for row in rows),
        "figures": figures,
        "differences": sorted(name for name, row in figures.items() if row.get("agree") is False),
    }
