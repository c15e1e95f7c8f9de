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
READERS = "who may read the report (`report.read`)"

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
        "ingestion.Rereading.replaced", "the reading that a newer one took the place of",
        "to show what was known before", READERS, NEVER_LOGGED, WITH_REPORT, "not by itself",
    ),
    PersonalField(
        "ingestion.Document.title", "the title of the report", "to recognise it",
        READERS, NEVER_LOGGED, WITH_REPORT, "not by itself",
    ),
)  # fmt: skip

A_PLACE = "a place"
A_BODY = "a public body"
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
    "registry.Organisation.name": A_BODY,
    "registry.OrganisationName.folded": A_BODY,
    "registry.OrganisationName.name": A_BODY,
    "registry.Place.name": A_PLACE,
    "registry.PlaceName.name": A_PLACE,
    "registry.ReferenceEdition.name": "an edition of the reference data",
    "registry.Region.name": A_PLACE,
    "registry.RegionScheme.name": "a way to divide the country",
}

HEAD = """\
# Personal data

Written by `python -m khuyencong.accounts.personal_data`; a test fails when this page is not what
the table says, and for a field that looks personal and is in neither list.

The basis of every line is the task of a public body in the industrial-promotion programme
(Nghị định 45/2012/NĐ-CP and what amends it), within the law on personal data in force since
1 January 2026 (Luật 91/2025/QH15). Nothing here rests on consent, and nothing is asked for that
the task does not need: no identity numbers, no pictures of cards, no birth dates, no phones. The
portal keeps nothing about its visitors.
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
