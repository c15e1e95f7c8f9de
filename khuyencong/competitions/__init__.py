"""The vote of typical products: one dossier climbs from province to nation; titles that hold.

    from khuyencong.competitions import actions, queries

Actions: keyword-only, by: Actor, at: datetime; Refused says why not. Each is one transaction.
Points are whole tenths; means are fractions. Totals come through `queries.tally` alone, which
leaves out every juror who keeps out of an entry.
"""
