"""What the reports count: the results of the nine contents, with evidence, recorded once.

    from khuyencong.results import actions, queries
    from khuyencong.results.kinds import KINDS

Actions: keyword-only, by: Actor, at: datetime; Refused says why not. Each is one transaction.

    record_result(told: ResultTold) -> Result            of a line, or of a body by itself
    correct_result(result, told, reason) -> Result       the next version; the old one stays
    withdraw_result(result, reason) -> Result            counts no more, stays to be read
    put_roster(result, rows: [ParticipantTold…], reason) -> Result   persons by key, turns by rows
    add_evidence(result, kind, file_name, data) -> PaperUse
    take_off_evidence(result, use) -> None
    record_past_results(custodian, owner, told: Iterable[ResultTold]) -> int    streamed

Queries:

    counted(whose, start, until, as_of=None, by=("content", "source")) -> {(measure, *by): Counted}
    total(whose, start, until, measure, as_of=None, variant=…, content=…, source=…) -> Counted
    rows_behind(whose, start, until, measure, as_of=None, **where) -> the records
    covered(whose, start, until, as_of=None) -> the contents done, of the nine
    results_of(whose, start, until, as_of=None), visible_to(user), evidence_of(result)

`whose`: an Organisation (its own plan, and what it registered) or a Place (what happened there,
under the borders of its days). Days are half-open. A kind is a declaration in `kinds/`.
"""
