"""Every field that tells of a person: why it is kept, who sees it, how it ends.

    python -m khuyencong.accounts.personal_data > docs/personal-data.md

A test fails for a field that looks personal and stands in neither table below.
"""

from dataclasses import astuple, dataclass, fields


@dataclass(frozen=True)
class PersonalField:
    """A field of a table, and the answers that a person may ask for."""

    field: str
    tells: str
    purpose: str
    seen_by: str
    masked: str
    kept: str
    erased_by: str


NEVER_LOGGED = "never in logs, addresses or the journal"
ACCOUNT = "until it is erased; a closed account keeps it"
ERASE = "`accounts.actions.erase_person`"
WITH_REPORT = "as long as the report"
STAYS = "stays: who decided belongs to the record; after `erase_person` it names nobody"
OF_PROFILE = "who may read the establishment (`establishment.read`)"
WITH_PROFILE = "as long as the establishment's record"
READERS = "who may read the report (`report.read`)"
DESK = "who is signed in at the desk (`desk.enter`)"
WITH_LAW = "as long as the register of the law"

PERSONAL = (
    PersonalField(
        "accounts.User.username", "the sign-in name", "to sign in",
        "the person; who administers the machine", NEVER_LOGGED, ACCOUNT, ERASE,
    ),
    PersonalField(
        "accounts.User.full_name", "the name", "to say who decided what",
        READERS, NEVER_LOGGED, ACCOUNT, ERASE,
    ),
    PersonalField(
        "accounts.User.email", "an address at work", "to write to the person; may stay empty",
        "nobody on a page", NEVER_LOGGED, ACCOUNT, ERASE,
    ),
    PersonalField(
        "accounts.User.password", "a salted hash of the password", "to sign in",
        "nobody", "only as a hash", ACCOUNT, ERASE,
    ),
    PersonalField(
        "accounts.User.last_login", "when the person was last here", "to find unused accounts",
        "who administers the machine", NEVER_LOGGED, ACCOUNT, ERASE,
    ),
    PersonalField(
        "accounts.Membership.user", "who held which role, when", "to decide what the person may do",
        "the person", "by id alone", "stays: who could act when belongs to the record",
        "after `erase_person` it names nobody",
    ),
    PersonalField(
        "core.JournalEntry.by", "who did an act", "to answer for it later",
        "`journal.read` within the scope", "by id alone", "stays: the chain is sealed",
        "after `erase_person` the id names nobody",
    ),
    PersonalField(
        "core.DoneOnce.actor", "who sent a form", "so that a double click is one act",
        "nobody", "by id alone", "a week and a day", "the worker",
    ),
    PersonalField(
        "core.OutboxMessage.payload", "a letter with the address it goes to", "to send it",
        "nobody", "errors keep their kind alone, not their text",
        "until it is sent, or given up after eight attempts", "emptied when it is sent",
    ),
    PersonalField(
        "core.CacheRow.value", "counts of failed sign-ins, under a hashed name",
        "to slow down guessing", "nobody", "the name as a hash; the network address in the key",
        "five minutes", "runs out by itself",
    ),
    PersonalField(
        "sessions.Session.session_data", "whose browser this is, signed", "to stay signed in",
        "nobody", "by id alone", "eight hours", "signing out; the worker, daily",
    ),
    PersonalField(
        "ingestion.Document.received_by", "who handed the report in", "to ask back",
        READERS, "by id alone", WITH_REPORT, STAYS,
    ),
    PersonalField(
        "ingestion.CheckDecision.by", "who decided about a check", "to answer for it",
        READERS, "by id alone", WITH_REPORT, STAYS,
    ),
    PersonalField(
        "ingestion.CheckDecision.reason", "free words, which may name somebody",
        "to say why a finding is none", READERS, NEVER_LOGGED, WITH_REPORT, "not by itself",
    ),
    PersonalField(
        "ingestion.Question.to_address", "the address a letter went to", "to know who was asked",
        READERS, NEVER_LOGGED, WITH_REPORT, "not by itself",
    ),
    PersonalField(
        "ingestion.Question.body", "the letter, which quotes the report", "to know what was asked",
        READERS, NEVER_LOGGED, WITH_REPORT, "not by itself",
    ),
    PersonalField(
        "ingestion.Question.by", "who asked", "to answer for it",
        READERS, "by id alone", WITH_REPORT, STAYS,
    ),
    PersonalField(
        "ingestion.Document.text", "the report as handed in; it may name who signed it",
        "it is the document itself", READERS, NEVER_LOGGED,
        "as the law on archives keeps official documents", "not by itself",
    ),
    PersonalField(
        "ingestion.Document.source",
        "words of the file beside its text: running heads, deleted and hidden words",
        "to say what was left out", READERS, NEVER_LOGGED, WITH_REPORT, "not by itself",
    ),
    PersonalField(
        "ingestion.Document.file_sha256",
        "the mark of the very file, which the storage keeps under the id of the report",
        "to prove that it is unchanged", READERS, "the journal keeps the mark, not the file",
        WITH_REPORT, "not by itself",
    ),
    PersonalField(
        "ingestion.Document.stored_reading", "what was read in the report: figures, places, laws",
        "to show the figures beside their words", READERS, NEVER_LOGGED, WITH_REPORT,
        "not by itself",
    ),
    PersonalField(
        "ingestion.Document.file_name", "the name the file bore, which may name its author",
        "to recognise it", READERS, NEVER_LOGGED, WITH_REPORT, "not by itself",
    ),
    PersonalField(
        "ingestion.Confirmation.by", "who said what a report is about", "to answer for it",
        READERS, "by id alone", WITH_REPORT, STAYS,
    ),
    PersonalField(
        "ingestion.Observation.by", "who took a figure or set it right", "to answer for it",
        READERS, "by id alone", WITH_REPORT, STAYS,
    ),
    PersonalField(
        "ingestion.Observation.sentence", "the sentence around a figure; it may name somebody",
        "to open the words behind a number", "everybody, once the figure is taken", NEVER_LOGGED,
        WITH_REPORT, "leaving the figure out takes it from every public page",
    ),
    PersonalField(
        "ingestion.Observation.reason", "free words, which may name somebody",
        "to say why a figure is set right or left out", READERS, NEVER_LOGGED, WITH_REPORT,
        "not by itself",
    ),
    PersonalField(
        "ingestion.Choice.by", "who chose the official figure", "to answer for it",
        READERS, "by id alone", WITH_REPORT, STAYS,
    ),
    PersonalField(
        "ingestion.Choice.reason", "free words, which may name somebody",
        "to say why this figure and not the other", "everybody", "in the journal of the body",
        WITH_REPORT, "not by itself",
    ),
    PersonalField(
        "ingestion.Intake.by", "who handed a file in", "to show it on its way",
        READERS, "by id alone", WITH_REPORT, STAYS,
    ),
    PersonalField(
        "ingestion.Intake.file_name", "the name the file bore, which may name its author",
        "to recognise it", READERS, NEVER_LOGGED, WITH_REPORT, "not by itself",
    ),
    PersonalField(
        "ingestion.Rereading.by", "who decided about a second reading", "to answer for it",
        READERS, "by id alone", WITH_REPORT, STAYS,
    ),
    PersonalField(
        "ingestion.Rereading.reason", "free words, which may name somebody",
        "to say why a second reading is not taken", READERS, NEVER_LOGGED, WITH_REPORT,
        "not by itself",
    ),
    PersonalField(
        "ingestion.Rereading.stored_reading", "what a newer reader makes of a report",
        "to compare it with the kept reading", READERS, NEVER_LOGGED, WITH_REPORT,
        "not by itself",
    ),
    PersonalField(
        "law.LegalDocument.registered_by", "who entered a document",
        "two people answer for the register", "nobody on a page", "by id alone", WITH_LAW, STAYS,
    ),
    PersonalField(
        "law.LegalDocument.verified_by", "who checked a document against its text",
        "two people answer for the register", "nobody on a page", "by id alone", WITH_LAW, STAYS,
    ),
    PersonalField(
        "law.ArticleText.attached_by", "who attached the words of an article",
        "to answer for it", "nobody on a page", "by id alone", WITH_LAW, STAYS,
    ),
    PersonalField(
        "law.Parameter.proposed_by", "who proposed a parameter", "two people answer for a rule",
        DESK, "by id alone", WITH_LAW, STAYS,
    ),
    PersonalField(
        "law.Parameter.confirmed_by", "who confirmed a parameter", "two people answer for a rule",
        DESK, "by id alone", WITH_LAW, STAYS,
    ),
    PersonalField(
        "law.ParameterEnd.proposed_by", "who proposed that a parameter ends",
        "two people answer for a rule", DESK, "by id alone", WITH_LAW, STAYS,
    ),
    PersonalField(
        "law.ParameterEnd.confirmed_by", "who confirmed that a parameter ends",
        "two people answer for a rule", DESK, "by id alone", WITH_LAW, STAYS,
    ),
    PersonalField(
        "law.ParameterEnd.reason", "free words, which may name somebody",
        "to say why a rule ends", DESK, NEVER_LOGGED, WITH_LAW, "not by itself",
    ),
    PersonalField(
        "law.ConflictReason.written_by", "who wrote why a local ceiling may be higher",
        "to answer for it", DESK, "by id alone", WITH_LAW, STAYS,
    ),
    PersonalField(
        "law.ConflictReason.reason", "free words, which may name somebody",
        "to say why a local ceiling may be higher", DESK, NEVER_LOGGED, WITH_LAW,
        "not by itself",
    ),
    PersonalField(
        "law.ProvincialInstrument.recorded_by", "who recorded the state of a province's paper",
        "to answer for it", "nobody on a page", "by id alone", WITH_LAW, STAYS,
    ),
    PersonalField(
        "ingestion.Rereading.replaced", "the reading that a newer one took the place of",
        "to show what was known before", READERS, NEVER_LOGGED, WITH_REPORT, "not by itself",
    ),
    PersonalField(
        "ingestion.Document.title", "the title of the report", "to recognise it",
        READERS, NEVER_LOGGED, WITH_REPORT, "not by itself",
    ),
    PersonalField(
        "registry.Establishment.name", "the name of a business, which may be that of its owner",
        "to know who is supported", OF_PROFILE, NEVER_LOGGED, WITH_PROFILE, "not by itself",
    ),
    PersonalField(
        "registry.Establishment.search", "the same name, for searching", "to find it",
        "nobody on a page", NEVER_LOGGED, WITH_PROFILE, "with the name",
    ),
    PersonalField(
        "registry.Establishment.core", "the same name, for comparing", "to find duplicates",
        "nobody on a page", NEVER_LOGGED, WITH_PROFILE, "with the name",
    ),
    PersonalField(
        "registry.Establishment.sorted_name", "the same name, for ordering", "to order lists",
        "nobody on a page", NEVER_LOGGED, WITH_PROFILE, "with the name",
    ),
    PersonalField(
        "registry.Establishment.street", "where the business stands, which may be a home",
        "to visit and inspect it", OF_PROFILE, NEVER_LOGGED, WITH_PROFILE, "`amend`",
    ),
    PersonalField(
        "registry.Establishment.tax_code", "a code of a business, which may be one person's",
        "to know who is supported; to find double support", OF_PROFILE,
        "never in logs, or in addresses of search", WITH_PROFILE, "`amend`",
    ),
    PersonalField(
        "registry.Establishment.phone", "a telephone, often the owner's own", "to call",
        "whole: who enters establishments (`establishment.edit`); masked: other readers",
        "0912***678; found by search in full, never in an address", WITH_PROFILE, "`amend`",
    ),
    PersonalField(
        "registry.Establishment.owner_mask", "four and two digits of the owner's number",
        "to recognise the number without seeing it", OF_PROFILE, "0010******45", WITH_PROFILE,
        "`amend`",
    ),
    PersonalField(
        "registry.OwnerNumber.number", "the personal number of the owner of a household business",
        "to know a business that has no tax code of its own; to find double support",
        "who may reveal it (`establishment.reveal`), for a reason that is kept",
        "0010******45 everywhere else; never in logs, addresses, the journal", WITH_PROFILE,
        "`amend` with an empty number",
    ),
    PersonalField(
        "registry.NumberReveal.by", "who looked at a personal number", "to answer for it",
        OF_PROFILE, "by id alone", WITH_PROFILE, STAYS,
    ),
    PersonalField(
        "registry.NumberReveal.reason", "free words: why a number was looked at",
        "to answer for it", OF_PROFILE, NEVER_LOGGED, WITH_PROFILE, "not by itself",
    ),
    PersonalField(
        "registry.EstablishmentVersion.name", "an earlier name of a business",
        "to know what was known when", OF_PROFILE, NEVER_LOGGED, WITH_PROFILE, "not by itself",
    ),
    PersonalField(
        "registry.EstablishmentVersion.street", "an earlier address",
        "to know what was known when", OF_PROFILE, NEVER_LOGGED, WITH_PROFILE, "not by itself",
    ),
    PersonalField(
        "registry.EstablishmentVersion.tax_code", "an earlier tax code",
        "to know what was known when", OF_PROFILE, NEVER_LOGGED, WITH_PROFILE, "not by itself",
    ),
    PersonalField(
        "registry.EstablishmentVersion.phone", "an earlier telephone",
        "to know what was known when", OF_PROFILE, "0912***678", WITH_PROFILE, "not by itself",
    ),
    PersonalField(
        "registry.EstablishmentVersion.owner_mask", "digits of an earlier number",
        "to know what was known when", OF_PROFILE, "0010******45", WITH_PROFILE, "not by itself",
    ),
    PersonalField(
        "registry.EstablishmentVersion.by", "who entered it", "to answer for it",
        OF_PROFILE, "by id alone", WITH_PROFILE, STAYS,
    ),
    PersonalField(
        "registry.EstablishmentFigure.by", "who told a figure", "to answer for it",
        OF_PROFILE, "by id alone", WITH_PROFILE, STAYS,
    ),
    PersonalField(
        "registry.Merge.by", "who merged two records", "to answer for it",
        OF_PROFILE, "by id alone", WITH_PROFILE, STAYS,
    ),
    PersonalField(
        "registry.Merge.reason", "free words: why two records are one", "to answer for it",
        OF_PROFILE, NEVER_LOGGED, WITH_PROFILE, "not by itself",
    ),
    PersonalField(
        "registry.LikelyTwin.decided_by", "who decided about a pair", "to answer for it",
        OF_PROFILE, "by id alone", WITH_PROFILE, STAYS,
    ),
    PersonalField(
        "registry.OtherSupport.by", "who entered a support", "to answer for it",
        OF_PROFILE, "by id alone", WITH_PROFILE, STAYS,
    ),
    PersonalField(
        "registry.OtherSupport.item", "what was supported, in free words",
        "to find double support", OF_PROFILE, NEVER_LOGGED, WITH_PROFILE, "not by itself",
    ),
    PersonalField(
        "registry.OtherSupport.papers", "the paper of a support, in free words",
        "to find the proof", OF_PROFILE, NEVER_LOGGED, WITH_PROFILE, "not by itself",
    ),
    PersonalField(
        "registry.OtherSupport.withdrawn_because", "free words: why a line was taken back",
        "to answer for it", OF_PROFILE, NEVER_LOGGED, WITH_PROFILE, "not by itself",
    ),
    PersonalField(
        "registry.DoubleSupportOverride.by", "who let a likely second support pass",
        "to answer for it", OF_PROFILE, "by id alone", WITH_PROFILE, STAYS,
    ),
    PersonalField(
        "registry.DoubleSupportOverride.reason", "free words: why it is no second support",
        "to answer for it", OF_PROFILE, NEVER_LOGGED, WITH_PROFILE, "not by itself",
    ),
    PersonalField(
        "registry.DoubleSupportOverride.item", "what is asked for, in free words",
        "to know what was let pass", OF_PROFILE, NEVER_LOGGED, WITH_PROFILE, "not by itself",
    ),
    PersonalField(
        "registry.Artisan.name", "the name of a recognised artisan",
        "a published decision names the person", OF_PROFILE, NEVER_LOGGED,
        "as long as the decision is of use", "not by itself",
    ),
    PersonalField(
        "registry.Artisan.search", "the same name, for searching", "to find it",
        "nobody on a page", NEVER_LOGGED, "with the name", "with the name",
    ),
    PersonalField(
        "registry.Artisan.sorted_name", "the same name, for ordering", "to order lists",
        "nobody on a page", NEVER_LOGGED, "with the name", "with the name",
    ),
    *(
        PersonalField(
            f"registry.{model}.by", "who entered it", "to answer for it",
            OF_PROFILE, "by id alone", WITH_PROFILE, STAYS,
        )
        for model in (
            "Artisan", "ArtisanRecognition", "CraftVillage", "CraftVillageFigure",
            "CraftVillageRecognition", "ClusterFigure", "IndustrialCluster",
        )
    ),
)  # fmt: skip

A_PLACE = "a place"
A_BODY = "a public body"
THE_LAW = "words of a public document, or ours about it"
UNUSED = "a table of the sign-in library that stays empty here: a test looks"
NOT_PERSONAL = {
    "auth.Group.name": "unused: roles are code",
    "auth.Permission.codename": "unused: permissions are code",
    "auth.Permission.name": "unused: permissions are code",
    "account.EmailAddress.email": UNUSED,
    "account.EmailAddress.user": UNUSED,
    "account.EmailConfirmation.email_address": UNUSED,
    "core.DoneOnce.outcome": "an address within the house",
    "core.JobRun.name": "a job of the worker",
    "core.JournalEntry.facts": "codes, counts, ids; the reason of a choice, which names nobody",
    "core.OutboxMessage.last_error": "the kind of an error, not its text",
    "core.CacheRow.cache_key": "a purpose and a hash; a network address for five minutes",
    "django_tasks_database.DBTaskResult.args_kwargs": "tasks take ids",
    "django_tasks_database.DBTaskResult.backend_name": "a part of the program",
    "django_tasks_database.DBTaskResult.exception_class_path": "a part of the program",
    "django_tasks_database.DBTaskResult.queue_name": "a part of the program",
    "django_tasks_database.DBTaskResult.return_value": "tasks return counts and ids",
    "django_tasks_database.DBTaskResult.task_path": "a part of the program",
    "django_tasks_database.DBTaskResult.traceback": "lines of the program, no values",
    "django_tasks_database.DBTaskResult.worker_ids": "ids of worker processes",
    "ingestion.Choice.slot": "a question: codes, a place, days",
    "ingestion.Confirmation.issuer": A_BODY,
    "ingestion.Document.issuer": A_BODY,
    "ingestion.Intake.refusal": "one of our own sentences",
    "ingestion.Observation.number": "a number as written",
    "ingestion.Observation.slot": "a question: codes, a place, days",
    "law.LegalDocument.title": THE_LAW,
    "law.LegalDocument.folded": THE_LAW,
    "law.LegalDocument.url": THE_LAW,
    "law.Article.sense": THE_LAW,
    "law.Article.url": THE_LAW,
    "law.ArticleText.text": THE_LAW,
    "law.Parameter.note": THE_LAW,
    "law.Parameter.slot": THE_LAW,
    "law.Parameter.url": THE_LAW,
    "registry.CraftVillage.name": A_PLACE,
    "registry.CraftVillage.search": A_PLACE,
    "registry.CraftVillage.sorted_name": A_PLACE,
    "registry.DoubleSupportOverride.item_core": "words without those said of every support",
    "registry.DoubleSupportOverride.seen": "ids and marks",
    "registry.IndustrialCluster.name": A_PLACE,
    "registry.IndustrialCluster.search": A_PLACE,
    "registry.IndustrialCluster.sorted_name": A_PLACE,
    "registry.Organisation.name": A_BODY,
    "registry.OrganisationName.folded": A_BODY,
    "registry.OrganisationName.name": A_BODY,
    "registry.OtherSupport.item_core": "words without those said of every support",
    "registry.Place.name": A_PLACE,
    "registry.PlaceName.name": A_PLACE,
    "registry.ReferenceEdition.name": "an edition of the reference data",
    "registry.Region.name": A_PLACE,
    "registry.RegionScheme.name": "a way to divide the country",
    "registry.Trade.name": "a line of the national classification",
}

HEAD = """\
# Personal data

Written by `python -m khuyencong.accounts.personal_data`; a test fails when this page is not what
the table says, and for a field that looks personal and is in neither list.

The basis of every line is the task of a public body in the industrial-promotion programme
(Nghị định 45/2012/NĐ-CP and what amends it), within the law on personal data in force since
1 January 2026 (Luật 91/2025/QH15). Nothing here rests on consent, and nothing is asked for that
the task does not need: no pictures of cards, no birth dates; the personal number only of the owner
of a business that has no tax code of its own, apart from its record, shown for a reason that is
kept. The portal keeps nothing about its visitors.
"""


def page() -> str:
    """Return the whole page as Markdown."""
    titles = [field.name.replace("_", " ") for field in fields(PersonalField)]
    rows = ["| `{}` | {} |".format(row[0], " | ".join(row[1:])) for row in map(astuple, PERSONAL)]
    table = [f"| {' | '.join(titles)} |", "|---" * len(titles) + "|", *rows, ""]
    others = [f"| `{field}` | {reason} |" for field, reason in NOT_PERSONAL.items()]
    beside = ["## Looks personal and is not", "", "| field | why not |", "|---|---|", *others, ""]
    return "\n".join([HEAD, *table, *beside])


if __name__ == "__main__":
    print(page(), end="")
