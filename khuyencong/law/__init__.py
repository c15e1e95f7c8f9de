"""The law of its day: what others use.

    from khuyencong.law import queries, rules

    law = queries.law_on(day, "quang-nam")          # or a commune's key; "" for the national law
    facts = queries.place_facts(commune, day)       # what the register of places knows
    rules.eligible(law, Applicant(Form.HOUSEHOLD_BUSINESS, facts, TradeFacts(Trade.HANDICRAFTS)))
    # or one by one: rules.eligible_form, eligible_place, eligible_trade, eligible_size
    found = rules.highest_support(law, SupportFacts(Item.MACHINERY, cost=500_000_000))

`law_on` is the one door from the tables: it returns an immutable `Law` of plain parameters. The
rules are pure functions of it; ask for the law of the case's own day. Each answers with a
`Finding`: `verdict` (yes, uncertain, ask, needs_reason, no), `told` in Vietnamese, `amount` in
whole đồng or None, `steps` (the proof, a tree: what was asked, of which fact, under which
parameter, with what outcome), `citations`, `doubts` and `cautions`. A verdict that rests on
anything unverified is UNCERTAIN; show it with “chưa kiểm chứng”. A figure nobody has read is None
and never a number.

Also: `rules.highest_advance`, `no_double_support`, `who_approves`, `changes_between`,
`is_key_project`, `may_be_group_project`, `certificate_last_day`, `certificate_holds`,
`points_within`, `reaches_pass_mark`, `last_day_in_year`, `done_in_time`, `due_after`,
`handled_in_time`, `conflicts`, `state_on`; `rules.replay(law, queries.drafted_by(key, day), cases)`
sets a draft beside the law. The words of facts (Item, Form, Trade, Change …) stand in `states`.
"""
