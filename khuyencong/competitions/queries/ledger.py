"""The ledger of a stage: the scores that count, blinded, as one text that anybody can reckon from.

{"format": "khuyencong/so-diem/1", "round", "level", "year", "stage",
 "criteria": {code: most}, "tie_order", "entries": [code], "jurors": [code],
 "sheets": [{"entry", "juror", code: points …}]}          points in whole tenths
"""

import csv
import io
import json
from typing import Any

from django.db.models import QuerySet

from khuyencong.competitions.models import Ledger, Round
from khuyencong.competitions.models.sheets import COLUMNS
from khuyencong.competitions.queries.tally import codes_of, scored
from khuyencong.competitions.rules.points import most_of
from khuyencong.competitions.rules.ranking import Counted, Standing, ranked
from khuyencong.competitions.states import RoundState, Stage
from khuyencong.law.queries import law_on
from khuyencong.values.canonical import canonical

FORMAT = "khuyencong/so-diem/1"
#: Scores are public once the council has decided: not before, so that nothing leaks into it.
PUBLISHED_IN = (RoundState.DECIDED, RoundState.RECOGNISED)


def ledger_text(round: Round, stage: Stage) -> str:
    """Return the canonical ledger of what counts now."""
    sheets = scored(round, stage)
    told = {
        "format": FORMAT,
        "round": str(round.id),
        "level": round.level,
        "year": round.year,
        "stage": int(stage),
        "criteria": most_of(law_on(round.opens_on)),
        "tie_order": list(round.criteria.tie_order),
        "entries": codes_of(round, stage),
        "jurors": sorted({sheet.juror for sheet in sheets}),
        "sheets": [{"entry": s.entry, "juror": s.juror, **s.points} for s in sheets],
    }
    return canonical(told).decode()


def published_ledgers() -> QuerySet[Ledger]:
    """Return the ledgers that anybody may read."""
    rows = Ledger.objects.filter(round__state__in=PUBLISHED_IN)
    return rows.select_related("round__criteria")


def told_ledger(ledger: Ledger) -> dict[str, Any]:
    """Return what a ledger says."""
    said: dict[str, Any] = json.loads(ledger.text)
    return said


def ranked_by_ledger(ledger: Ledger) -> list[Standing]:
    """Return the standings that a ledger comes to, from its text alone."""
    said = told_ledger(ledger)
    sheets = [Counted(s["entry"], {c: s[c] for c in said["criteria"]}) for s in said["sheets"]]
    return ranked(said["entries"], sheets, said["tie_order"])


def ledger_csv(ledger: Ledger) -> bytes:
    """Return the sheets of a ledger as comma-separated values, in whole tenths of a point."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["entry", "juror", *COLUMNS, "total"])
    for sheet in told_ledger(ledger)["sheets"]:
        points = [sheet[column] for column in COLUMNS]
        rows.writerow([sheet["entry"], sheet["juror"], *points, sum(points)])
    return out.getvalue().encode()
