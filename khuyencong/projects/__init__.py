"""Đề án and their lines: from the draft to the follow-up, every step by the table.

    from khuyencong.projects import actions, queries

Actions: keyword-only; all take by: Actor, at: datetime and seen: int | None = None (the version of
the page: Refused where the đề án moved on). Refused says why not in Vietnamese, with the clause and
“chưa kiểm chứng” where nobody verified it. Each is one transaction. Days ahead of `at` are refused.

    draft_project(custodian, owner, told: ProjectTold) -> Project       (no seen)
    rewrite_project(project, told)   put_line(project, told: LineTold, line=None) -> Line
    drop_line(line) -> None
    from_requests(requests, owner, name="", custodian=None) -> Project  (no seen)
    free_requests(project, reason) -> int              of a đề án that ended without support
    register(project) -> Project                       gate: whole, law
    withdraw(project, reason) -> Project               its requests wait again
    submit(project, reason="") -> Project              reason where the last day has passed
    let_pass(line, reason) -> StepTaken                another đề án's support of the same thing
    score(project, level, points: {code: int}, remark="") -> AppraisalSheet
    declare_conflict(project, level, words) -> AppraisalSheet
    conclude(project, level, verdict, words, reason="") -> Project      gate: sheets, law
    approve(project, act=None) -> StepTaken            plans alone; confirms lines; gate: law
    waitlist(project, act=None) -> StepTaken           plans alone
    assign_implementer(project, organisation, method, reason) -> Project
    sign_first(project, number, signed_on, ends_on=None, advance_percent=None, advance_reason="")
        -> Contract                                    binds all that is committed
    name_beneficiary(line, establishment) -> Line      of a group's unnamed line; gate: law
    sign_second(project, lines, number, signed_on, ends_on=None) -> Contract
    annex(contract, number, signed_on, told, ends_on=None) -> Annex     sums: an adjustment's alone
    begin(project) -> Project                          the first progress report begins it as well
    advance(line, source, amount, paper, day=None, reason="") -> Line
    report_progress(line, day, percent, told) -> Progress
    inspect(project, day, body, minutes, findings=[FindingTold…]) -> Inspection
    close_finding(finding, how) -> InspectionFinding
    suspend(project, reason) -> Project                resume(project) -> Project
    accept_line(line, day, quantity, cost, accepted: {source: đồng}, words, council=[MemberTold…],
        jobs=None) -> Acceptance                       clears advances; the last accepts the đề án
    pay(line, source, amount, paper, day=None) -> Line           0: nothing more is due
    refund(line, source, amount, paper, year=None, day=None, reason="") -> Line
    liquidate(project, day) -> Project                 settle(project, day) -> Project
    follow_up(line, day, still_used, jobs=None, monthly_income=None, output_percent=None,
        output_before=None, output_after=None, output_unit="", productivity_percent=None,
        revenue=None, told="") -> FollowUp             close(project) -> Project
    add_paper(project, kind: PaperKind, file_name, data, line=None) -> PaperUse
    take_off_paper(project, use) -> None
    ask_adjustment(project, asks, reason), confirm_adjustment, approve_adjustment,
        refuse_adjustment, take_back_adjustment -> Adjustment           see actions.adjusting
    load_norms() -> int                                from `data/*.csv`; no by, at

For the rooms' own acts: locked(project, seen), locked_with_money(project, seen) (budgets first),
locked_line(line), take, take_line, act (a row of `states.ACTS`), note.

Papers: `PaperUse.about_kind` is "project" or "line" (queries.papers.ABOUT_PROJECT, ABOUT_LINE); a
paper with the kind's code that `StepPaper.paper` names; a verified one that is missing blocks.

Queries: visible_to(user), findings_of(project, day) -> [Judged(line | None, finding)],
missing_papers(project, lines, day), shares_of(spender), life_of(project), project_faults().
"""
