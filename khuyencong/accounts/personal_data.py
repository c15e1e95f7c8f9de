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
OF_ACCOUNT = "the person; who keeps accounts of that body (`account.manage`)"
ERASE = "`accounts.actions.erase_person`"
WITH_REPORT = "as long as the report"
STAYS = "stays: who decided belongs to the record; after `erase_person` it names nobody"
OF_OFFICE = "who reads đề án of that body (`project.read`), and its clerk"
WITH_DOCUMENT = "as long as the register of documents is kept"
OF_CLAIM = "the person; who keeps establishments of that body (`establishment.edit`)"
OF_REQUEST = "who may read needs or requests (`need.read`, `request.read`)"
WITH_REQUEST = "with the request, as long as accounts are kept"
OF_PROJECT = "who answers for the đề án"
WITH_PROJECT = "with the đề án, as long as accounts are kept"
OF_RESULT = "who may read results (`result.read`)"
OF_ROSTER = "who may record results of that body (`result.record`)"
WITH_RESULT = "as long as the result"
SHORT_NAME = "initials in lists; never in exports, logs or addresses"
IN_NO_LIST = "in no export, log or address"
OF_PLAN = "who reads plans within scope"
WITH_PLAN = "as long as the plan"
OF_PROFILE = "who may read the establishment (`establishment.read`)"
WITH_PROFILE = "as long as the establishment's record"
OF_BODY = "who may read the body (`organisation.read`)"
OF_STAFF = "who keeps the staff of that body (`organisation.staff`)"
WITH_BODY = "as long as the body's record"
OF_EDITION = "who reads periodic reports of that body (`edition.read`), and its clerk"
KEPT_APART = "to keep drafter, reviewer and signer apart"
WITH_EDITION = "as long as the report: what was frozen is never changed"
READERS = "who may read the report (`report.read`)"
DESK = "who is signed in at the desk (`desk.enter`)"
OF_MONEY = "who may read the money (`funds.read`)"
WITH_LEDGER = "as long as the ledger, which is only added to"
WITH_LAW = "as long as the register of the law"
WITH_PROGRAMME = "as long as the programme"
OF_VOTE = "who reads votes of that body (`voting.read`), and its secretaries"
WITH_VOTE = "as long as the round's record"
OF_NEWS = "who reads publications of that body (`news.read`)"
WITH_NEWS = "as long as the publication is kept"
WITH_QUESTION = "as long as the question is kept"
WITH_DUTY = "as long as the reporting calendar"
OF_EXCHANGE = "who reads the exchange for that body (`exchange.read`)"
WITH_EXCHANGE = "as long as the log of the exchange"
AS_TRAVELLED = "stays in the log; a later state stands for it; never a personal number"
TWO_PERSONS = "to keep who enters and who confirms apart"
SPANS = "numbers of a log"
OF_AN_INSTANCE = "about an installation"

#: The library's table stays empty: the provider stands in the environment, tokens are not kept.
NO_ROWS = "no row is ever kept"
A_NAME_OF_OURS = "a name of ours for the provider"
OF_KIT = "who may read kits of that body (`kit.read`)"
WITH_KIT = "as long as the kit and what came of it"

PERSONAL = (
    PersonalField(
        "publishing.Publication.by", "who began a publication",
        "to answer for it later", OF_NEWS, "by id alone", WITH_NEWS, STAYS,
    ),
    PersonalField(
        "publishing.PublicationVersion.by", "who wrote a version",
        "to keep writer and publisher apart", OF_NEWS, "by id alone", WITH_NEWS, STAYS,
    ),
    PersonalField(
        "publishing.PublicationVersion.published_by", "who put a version in public",
        "to keep writer and publisher apart", OF_NEWS, "by id alone", WITH_NEWS, STAYS,
    ),
    PersonalField(
        "publishing.PublicationAct.by", "who did what with a publication",
        "to answer for it later", OF_NEWS, "by id alone", WITH_NEWS, STAYS,
    ),
    PersonalField(
        "publishing.PublicQuestion.text",
        "a question, in which somebody may name a person; what looks like a number is refused",
        "to be answered",
        "who reads questions of that body (`question.read`); never in public",
        "in no log or journal entry; what is published is written anew", WITH_QUESTION,
        "not erased: it says what was asked",
    ),
    PersonalField(
        "publishing.PublicQuestion.handled_by", "who answered a question",
        "to answer for it later", "nobody: no page shows it", "by id alone", WITH_QUESTION, STAYS,
    ),
    PersonalField(
        "publishing.QuestionAct.by", "who did what with a question",
        "to answer for it later", "who reads questions of that body (`question.read`)",
        "by id alone", WITH_QUESTION, STAYS,
    ),
    PersonalField(
        "exchange.Instance.proposed_by", "who entered a partner",
        TWO_PERSONS, OF_EXCHANGE, "by id alone", WITH_EXCHANGE, STAYS,
    ),
    PersonalField(
        "exchange.Instance.confirmed_by", "who confirmed a partner",
        TWO_PERSONS, OF_EXCHANGE, "by id alone", WITH_EXCHANGE, STAYS,
    ),
    PersonalField(
        "exchange.Home.proposed_by", "who entered what a partner keeps",
        TWO_PERSONS, OF_EXCHANGE, "by id alone", WITH_EXCHANGE, STAYS,
    ),
    PersonalField(
        "exchange.Home.confirmed_by", "who confirmed what a partner keeps",
        TWO_PERSONS, OF_EXCHANGE, "by id alone", WITH_EXCHANGE, STAYS,
    ),
    PersonalField(
        "exchange.Instance.ended_by", "who ended an exchange",
        "to answer for it later", OF_EXCHANGE, "by id alone", WITH_EXCHANGE, STAYS,
    ),
    PersonalField(
        "exchange.Instance.next_by", "who entered a partner's new key",
        TWO_PERSONS, OF_EXCHANGE, "by id alone", WITH_EXCHANGE, STAYS,
    ),
    PersonalField(
        "exchange.FormerKey.by", "who revoked a partner's key",
        "to answer for it later", OF_EXCHANGE, "by id alone", WITH_EXCHANGE, STAYS,
    ),
    PersonalField(
        "exchange.Bundle.by", "who wrote or took a bundle",
        "to answer for it later", OF_EXCHANGE, "by id alone", WITH_EXCHANGE, STAYS,
    ),
    PersonalField(
        "exchange.Conflict.decided_by", "who decided about a wish",
        "to answer for it later", OF_EXCHANGE, "by id alone", WITH_EXCHANGE, STAYS,
    ),
    PersonalField(
        "exchange.OutsideCode.by", "who wrote a code down",
        "to answer for it later", OF_EXCHANGE, "by id alone", WITH_EXCHANGE, STAYS,
    ),
    PersonalField(
        "exchange.Change.body", "a record as it was told",
        "to be the same on two instances", OF_EXCHANGE, IN_NO_LIST, WITH_EXCHANGE, AS_TRAVELLED,
    ),
    PersonalField(
        "exchange.Parked.body", "a record that waits for another",
        "to be the same on two instances", OF_EXCHANGE, IN_NO_LIST, WITH_EXCHANGE, AS_TRAVELLED,
    ),
    PersonalField(
        "exchange.Conflict.theirs", "a record as another instance wishes it",
        "to be the same on two instances", OF_EXCHANGE, IN_NO_LIST, WITH_EXCHANGE, AS_TRAVELLED,
    ),
    PersonalField(
        "exchange.Conflict.ours", "a record as it stood at a decision",
        "to be the same on two instances", OF_EXCHANGE, IN_NO_LIST, WITH_EXCHANGE, AS_TRAVELLED,
    ),
    PersonalField(
        "exchange.Conflict.reason", "may name somebody",
        "why it was decided so", OF_EXCHANGE, IN_NO_LIST, WITH_EXCHANGE, "with the log",
    ),
    PersonalField(
        "exchange.Change.answer", "may name somebody in a reason",
        "what the home answered", OF_EXCHANGE, IN_NO_LIST, WITH_EXCHANGE, "with the log",
    ),
    PersonalField(
        "fieldwork.Kit.held_by", "the person or office that holds a kit",
        "to know whom to ask, and whose kit to revoke", OF_KIT,
        "never in the journal or an address", WITH_KIT,
        "by revoking the kit and writing the office in its place",
    ),
    PersonalField(
        "fieldwork.Kit.issued_by", "who issued a kit",
        "to answer for it later", OF_KIT, "by id alone", WITH_KIT, STAYS,
    ),
    PersonalField(
        "fieldwork.Kit.revoked_by", "who took a kit back",
        "to answer for it later", OF_KIT, "by id alone", WITH_KIT, STAYS,
    ),
    PersonalField(
        "fieldwork.Kit.revoke_reason", "why a kit was taken back",
        "to answer for it later", OF_KIT, IN_NO_LIST, WITH_KIT, STAYS,
    ),
    PersonalField(
        "fieldwork.Returned.received_by", "who put a file of a kit in",
        "to answer for it later", OF_KIT, "by id alone", WITH_KIT, STAYS,
    ),
    PersonalField(
        "fieldwork.Entry.unlisted", "an establishment as it was typed, may name its owner",
        "to find its record", OF_KIT, IN_NO_LIST, WITH_KIT,
        "by dismissing the sheet; what was typed stays with its revisions",
    ),
    PersonalField(
        "fieldwork.Entry.why", "why a sheet is held or was dismissed",
        "to go on with it", OF_KIT, IN_NO_LIST, WITH_KIT, STAYS,
    ),
    PersonalField(
        "fieldwork.Entry.decided_by", "who dismissed a sheet",
        "to answer for it later", OF_KIT, "by id alone", WITH_KIT, STAYS,
    ),
    PersonalField(
        "fieldwork.Revision.typed", "answers about an establishment as they were typed",
        "to make the record of them, and to read them again", OF_KIT, IN_NO_LIST, WITH_KIT, STAYS,
    ),
    PersonalField(
        "fieldwork.Revision.seen", "what was seen on the spot, in free words",
        "to judge the answers", OF_KIT, IN_NO_LIST, WITH_KIT, STAYS,
    ),
    PersonalField(
        "fieldwork.Revision.told", "answers as they were read",
        "the base of the next merge", OF_KIT, IN_NO_LIST, WITH_KIT, STAYS,
    ),
    PersonalField(
        "fieldwork.Decision.reason", "why one side was taken",
        "to answer for it later", OF_KIT, IN_NO_LIST, WITH_KIT, STAYS,
    ),
    PersonalField(
        "fieldwork.Decision.by", "who decided a conflict",
        "to answer for it later", OF_KIT, "by id alone", WITH_KIT, STAYS,
    ),
    PersonalField(
        "fieldwork.SiteNote.values", "what was found at a line, in free words",
        "what the council begins with", OF_PROJECT, IN_NO_LIST, WITH_PROJECT, STAYS,
    ),
    PersonalField(
        "fieldwork.SiteNote.by", "who took the finding in",
        "to answer for it later", OF_PROJECT, "by id alone", WITH_PROJECT, STAYS,
    ),
    PersonalField(
        "notices.Notice.user", "who was told of an act", "to tell him once, and what waits for him",
        "the person", "by id alone", "as long as the record it tells of", STAYS,
    ),
    PersonalField(
        "notices.Letter.user", "to whom a message left", "to send it once",
        "nobody on a page", "by id alone", "as long as the notice", STAYS,
    ),
    PersonalField(
        "notices.Preference.user", "who wants to be told how", "to tell him so",
        "the person", "by id alone", ACCOUNT, ERASE,
    ),
    PersonalField(
        "notices.Quiet.user", "who wants quiet hours", "to leave him alone in them",
        "the person", "by id alone", ACCOUNT, ERASE,
    ),
    PersonalField(
        "notices.Quiet.begins", "the hour from which a person wants quiet",
        "to leave him alone in it", "the person", IN_NO_LIST, ACCOUNT,
        "not erased: an hour names nobody",
    ),
    PersonalField(
        "notices.Quiet.ends", "the hour until which a person wants quiet",
        "to leave him alone till then", "the person", IN_NO_LIST, ACCOUNT,
        "not erased: an hour names nobody",
    ),
    PersonalField(
        "notices.Address.user", "whose address it is", "to send him messages he asked for",
        "the person", "by id alone", "until he takes it away, or a day after he left",
        "the daily job of `notices`, once the account is closed or erased",
    ),
    PersonalField(
        "notices.Address.value", "a telephone or an account for messages, as the person typed it",
        "to send him messages he asked for", "the person", NEVER_LOGGED,
        "until he takes it away, or a day after he left",
        "the daily job of `notices`, once the account is closed or erased",
    ),
    PersonalField(
        "notices.Wording.by", "who worded a sentence of the notices", "to answer for it later",
        "who words notices (`notice.word`)", "by id alone", "as long as notices are sent", STAYS,
    ),
    PersonalField(
        "notices.Wording.reason", "why a sentence was worded anew", "to answer for it later",
        "who words notices (`notice.word`)", IN_NO_LIST, "as long as notices are sent",
        "not erased: it names nobody",
    ),
    PersonalField(
        "reports.Report.opened_by", "who began a periodic report",
        "to answer for it later", OF_EDITION, "by id alone", WITH_EDITION, STAYS,
    ),
    PersonalField(
        "reports.Edition.drafted_by", "who drafted an edition",
        KEPT_APART, OF_EDITION, "by id alone", WITH_EDITION, STAYS,
    ),
    PersonalField(
        "reports.Edition.reviewed_by", "who reviewed and froze an edition",
        KEPT_APART, OF_EDITION, "by id alone", WITH_EDITION, STAYS,
    ),
    PersonalField(
        "reports.Edition.signed_by", "who signed an edition",
        KEPT_APART, OF_EDITION, "by id alone", WITH_EDITION, STAYS,
    ),
    PersonalField(
        "reports.Edition.sent_by", "who sent an edition",
        "to answer for it later", OF_EDITION, "by id alone", WITH_EDITION, STAYS,
    ),
    PersonalField(
        "reports.EditionStep.by", "who did what with an edition",
        KEPT_APART, OF_EDITION, "by id alone", WITH_EDITION, STAYS,
    ),
    PersonalField(
        "reports.ChapterVersion.by", "who wrote a chapter",
        "to answer for it later", OF_EDITION, "by id alone", WITH_EDITION, STAYS,
    ),
    PersonalField(
        "reports.ChapterVersion.text",
        "words of an officer, which may name a person",
        "to be printed in the report",
        OF_EDITION, "in no list, log or journal entry", WITH_EDITION,
        "not erased: it is what was frozen and signed",
    ),
    PersonalField(
        "reports.Edition.chapters",
        "words of an officer, which may name a person",
        "to be printed in the report",
        OF_EDITION, "in no list, log or journal entry", WITH_EDITION,
        "not erased: it is what was frozen and signed",
    ),
    PersonalField(
        "reports.Edition.document",
        "the words of a report, which may name a household business",
        "to prove what was signed",
        OF_EDITION, "in no list, log or journal entry", WITH_EDITION,
        "not erased: it is what was frozen and signed",
    ),
    PersonalField(
        "reports.Edition.rows",
        "labels of the records behind the figures, which may name a household business",
        "to prove every figure that was signed",
        OF_EDITION, "in no list, log or journal entry", WITH_EDITION,
        "not erased: it is what was frozen and signed",
    ),
    PersonalField(
        "reports.Edition.reason", "why an edition was corrected",
        "to answer for it later", OF_EDITION, "in no list, log or journal entry", WITH_EDITION,
        "not erased: it is what was frozen and signed",
    ),
    PersonalField(
        "reports.EditionStep.reason", "why a step was taken",
        "to answer for it later", OF_EDITION, "in no list, log or journal entry", WITH_EDITION,
        "not erased: it is what was frozen and signed",
    ),
    PersonalField(
        "reports.Edition.signed_pdf",
        "the signed file, with the certificate of its signer",
        "to prove the signature",
        OF_EDITION, "in no list, log or journal entry", WITH_EDITION,
        "not erased: it is what was frozen and signed",
    ),
    PersonalField(
        "reports.Edition.signatures",
        "name and certificate of who signed digitally",
        "to prove the signature",
        OF_EDITION, "in no list, log or journal entry", WITH_EDITION,
        "not erased: it is what was frozen and signed",
    ),
    PersonalField(
        "reports.Phrase.by", "who worded a sentence of the reports",
        "to answer for it later", OF_EDITION, "by id alone", "as long as reports are written",
        STAYS,
    ),
    PersonalField(
        "reports.Phrase.reason", "why a sentence was worded anew",
        "to answer for it later", OF_EDITION, IN_NO_LIST, "as long as reports are written",
        "not erased: it names nobody",
    ),
    PersonalField(
        "accounts.User.username", "the sign-in name", "to sign in",
        OF_ACCOUNT, NEVER_LOGGED, ACCOUNT, ERASE,
    ),
    PersonalField(
        "accounts.User.full_name", "the name", "to say who decided what",
        READERS, NEVER_LOGGED, ACCOUNT, ERASE,
    ),
    PersonalField(
        "accounts.User.folded", "the name without diacritics", "to find an account by its name",
        "nobody: it is compared in the database", NEVER_LOGGED, ACCOUNT, ERASE,
    ),
    PersonalField(
        "accounts.User.closed_reason", "why an account was closed", "to answer for it later",
        OF_ACCOUNT, NEVER_LOGGED, "until the account is opened again or erased", ERASE,
    ),
    PersonalField(
        "accounts.User.email", "an address",
        "to write to the person, and to send a link to a new password; may stay empty",
        f"{OF_ACCOUNT}; by its first letter and host where the person stands elsewhere too; "
        "its owner, until he confirmed it", NEVER_LOGGED, ACCOUNT, ERASE,
    ),
    PersonalField(
        "accounts.User.email_confirmed_at", "when the address was confirmed",
        "to send a link to a new password to no stranger",
        "nobody on a page", NEVER_LOGGED, ACCOUNT, ERASE,
    ),
    PersonalField(
        "accounts.User.password", "a salted hash of the password", "to sign in",
        "nobody", "only as a hash", ACCOUNT, ERASE,
    ),
    PersonalField(
        "accounts.User.last_login", "when the person was last here", "to find unused accounts",
        f"{OF_ACCOUNT}, as a day", NEVER_LOGGED, ACCOUNT, ERASE,
    ),
    PersonalField(
        "accounts.Membership.end_reason", "why somebody holds a role no longer",
        "to answer for it later", OF_ACCOUNT, NEVER_LOGGED,
        "stays: who could act when belongs to the record",
        "after `erase_person` it tells of nobody by name",
    ),
    PersonalField(
        "accounts.Membership.user", "who held which role, when", "to decide what the person may do",
        f"{OF_ACCOUNT}; who leads it (`role.know`)", "by id alone",
        "stays: who could act when belongs to the record",
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
        "ingestion.DifferenceNote.by", "who said why a number differs from the records",
        "to answer for it", READERS, "by name beside the number", WITH_REPORT, STAYS,
    ),
    PersonalField(
        "ingestion.DifferenceNote.reason", "free words, which may name somebody",
        "to say why the number differs", READERS, "in the journal of the body",
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
        "ingestion.Batch.by", "who handed a spreadsheet in", "to answer for it",
        "who may enter records by sheet for that body (`sheet.import`)", "by id alone",
        "as long as what it wrote", STAYS,
    ),
    PersonalField(
        "ingestion.Batch.file_name", "the name the file bore, which may name its author",
        "to recognise it", "who may enter records by sheet for that body (`sheet.import`)",
        NEVER_LOGGED, "as long as what it wrote", "not by itself",
    ),
    PersonalField(
        "ingestion.Batch.answers", "what was typed for a cell, which may be a telephone",
        "to read the sheet the same way again",
        "who may enter records by sheet for that body (`sheet.import`)",
        NEVER_LOGGED, "as long as what it wrote", "not by itself",
    ),
    PersonalField(
        "ingestion.Batch.summary",
        "the cells that the page shows, among them telephones and names of jurors",
        "to look at what will be entered",
        "who may enter records by sheet for that body (`sheet.import`)",
        NEVER_LOGGED, "as long as what it wrote", "not by itself",
    ),
    PersonalField(
        "ingestion.Batch.confirmed_by", "who confirmed a spreadsheet", "to answer for it",
        "who may enter records by sheet for that body (`sheet.import`)", "by id alone",
        "as long as what it wrote", STAYS,
    ),
    PersonalField(
        "ingestion.Batch.totals_by", "who said why totals of a spreadsheet differ",
        "to answer for it", "who may enter records by sheet for that body (`sheet.import`)",
        "by id alone", "as long as what it wrote", STAYS,
    ),
    PersonalField(
        "ingestion.Batch.undone_by", "who undid a spreadsheet", "to answer for it",
        "who may enter records by sheet for that body (`sheet.import`)", "by id alone",
        "as long as what it wrote", STAYS,
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
        "reporting.Duty.asked_by", "who asked for a report", "to answer for it",
        READERS, "by id alone", WITH_DUTY, STAYS,
    ),
    PersonalField(
        "reporting.Duty.due_set_by", "who entered by when a report must come", "to answer for it",
        READERS, "by id alone", WITH_DUTY, STAYS,
    ),
    PersonalField(
        "reporting.Submission.by", "who noted that a report was sent",
        "nobody accepts what he sent",
        READERS, "by id alone", WITH_DUTY, STAYS,
    ),
    PersonalField(
        "reporting.Submission.answered_by", "who accepted a report or gave it back",
        "to answer for it",
        READERS, "by id alone", WITH_DUTY, STAYS,
    ),
    PersonalField(
        "reporting.Submission.file_name", "the name the file bore, which may name its author",
        "to recognise it", READERS, NEVER_LOGGED, WITH_DUTY, "not by itself",
    ),
    PersonalField(
        "reporting.DutyAct.by", "who did something with a report that is owed", "to answer for it",
        READERS, "by id alone", WITH_DUTY, STAYS,
    ),
    PersonalField(
        "reporting.Regime.proposed_by", "who proposed how a report is owed",
        "two people answer for a rule",
        DESK, "by id alone", WITH_DUTY, STAYS,
    ),
    PersonalField(
        "reporting.Regime.confirmed_by", "who confirmed how a report is owed",
        "two people answer for a rule",
        DESK, "by id alone", WITH_DUTY, STAYS,
    ),
    PersonalField(
        "reporting.Submission.reason", "free words: why a report was given back", "to put it right",
        READERS, NEVER_LOGGED, WITH_DUTY, "not by itself",
    ),
    PersonalField(
        "reporting.DutyAct.reason", "free words: why something was done with a report",
        "to answer for it",
        READERS, NEVER_LOGGED, WITH_DUTY, "not by itself",
    ),
    PersonalField(
        "reporting.Regime.reason", "free words: why a rule changes", "to answer for it",
        DESK, NEVER_LOGGED, WITH_DUTY, "not by itself",
    ),
    PersonalField(
        "programmes.Target.by", "who entered a number", "to answer for it",
        DESK, "by id alone", WITH_PROGRAMME, STAYS,
    ),
    PersonalField(
        "programmes.Target.reason", "free words: why a number was set or corrected",
        "to answer for it",
        DESK, NEVER_LOGGED, WITH_PROGRAMME, "not by itself",
    ),
    PersonalField(
        "programmes.YearPlan.by", "who entered a number", "to answer for it",
        DESK, "by id alone", WITH_PROGRAMME, STAYS,
    ),
    PersonalField(
        "programmes.YearPlan.reason", "free words: why a number was set or corrected",
        "to answer for it",
        DESK, NEVER_LOGGED, WITH_PROGRAMME, "not by itself",
    ),
    PersonalField(
        "programmes.Estimate.by", "who entered a number", "to answer for it",
        DESK, "by id alone", WITH_PROGRAMME, STAYS,
    ),
    PersonalField(
        "programmes.Estimate.reason", "free words: why a number was set or corrected",
        "to answer for it",
        DESK, NEVER_LOGGED, WITH_PROGRAMME, "not by itself",
    ),
    PersonalField(
        "programmes.ContextFigure.by", "who entered a number", "to answer for it",
        DESK, "by id alone", WITH_PROGRAMME, STAYS,
    ),
    PersonalField(
        "programmes.ContextFigure.reason", "free words: why a number was set or corrected",
        "to answer for it",
        DESK, NEVER_LOGGED, WITH_PROGRAMME, "not by itself",
    ),
    PersonalField(
        "programmes.DifficultPlace.by", "who noted a difficult commune", "to answer for it",
        DESK, "by id alone", WITH_PROGRAMME, STAYS,
    ),
    PersonalField(
        "programmes.Programme.by", "who entered a programme", "to answer for it",
        DESK, "by id alone", WITH_PROGRAMME, STAYS,
    ),
    PersonalField(
        "funds.BesideMoney.by", "who recorded other money", "to answer for it",
        OF_MONEY, "by id alone", WITH_LEDGER, STAYS,
    ),
    PersonalField(
        "funds.Entry.by", "who wrote an entry", "to answer for it",
        OF_MONEY, "by id alone", WITH_LEDGER, STAYS,
    ),
    PersonalField(
        "funds.InterestClaim.by", "who recorded a claim", "to answer for it",
        OF_MONEY, "by id alone", WITH_LEDGER, STAYS,
    ),
    PersonalField(
        "funds.RepayableSupport.by", "who recorded an agreement", "to answer for it",
        OF_MONEY, "by id alone", WITH_LEDGER, STAYS,
    ),
    PersonalField(
        "funds.Repayment.by", "who wrote a repayment", "to answer for it",
        OF_MONEY, "by id alone", WITH_LEDGER, STAYS,
    ),
    PersonalField(
        "funds.YearTurn.by", "who closed or reopened a year", "to answer for it",
        OF_MONEY, "by id alone", WITH_LEDGER, STAYS,
    ),
    PersonalField(
        "funds.AdvanceGround.reason", "free words: why an unread rate was used", "to answer for it",
        OF_MONEY, NEVER_LOGGED, WITH_LEDGER, "not by itself",
    ),
    PersonalField(
        "funds.BesideMoney.why", "a note, in free words", "to answer for it",
        OF_MONEY, NEVER_LOGGED, WITH_LEDGER, "not by itself",
    ),
    PersonalField(
        "funds.BesideMoney.withdrawn_because", "free words: why a line was taken back",
        "to answer for it",
        OF_MONEY, NEVER_LOGGED, WITH_LEDGER, "not by itself",
    ),
    PersonalField(
        "funds.Entry.why", "free words: why an entry was written", "to answer for it",
        OF_MONEY, NEVER_LOGGED, WITH_LEDGER, "not by itself",
    ),
    PersonalField(
        "funds.InterestClaim.withdrawn_because", "free words: why a claim was taken back",
        "to answer for it",
        OF_MONEY, NEVER_LOGGED, WITH_LEDGER, "not by itself",
    ),
    PersonalField(
        "funds.Repayment.why", "free words: why it was written", "to answer for it",
        OF_MONEY, NEVER_LOGGED, WITH_LEDGER, "not by itself",
    ),
    PersonalField(
        "funds.YearTurn.reason", "free words: why a year was reopened", "to answer for it",
        OF_MONEY, NEVER_LOGGED, WITH_LEDGER, "not by itself",
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
            f"registry.{model}.name", "the name of somebody who works for a body",
            "to count each person once, on any day, by degree and contract", OF_STAFF,
            "shown as a family name and initials; " + NEVER_LOGGED, "as long as it is counted",
            "`registry.actions.bodies.erase_name`",
        )
        for model in ("StaffMember", "Collaborator")
    ),
    PersonalField(
        "registry.StaffMember.person", "a key that is the same for all spells of a person",
        "to tell a change of degree from another person", "nobody on a page", NEVER_LOGGED,
        "with the name", "tells nothing without the name",
    ),
    *(
        PersonalField(
            f"registry.{field}", "words about a body, which may name somebody",
            "to tell what a body does and with whom", OF_BODY, NEVER_LOGGED, WITH_BODY,
            "not by itself",
        )
        for field in ("Agreement.partner", "Agreement.subject", "BodyFact.told")
    ),
    *(
        PersonalField(
            f"registry.{model}.by", "who entered it", "to answer for it",
            OF_BODY, "by id alone", WITH_BODY, STAYS,
        )
        for model in (
            "Agreement", "BodyFact", "BodyRevenue", "Collaborator", "HeadCount", "StaffMember",
        )
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
    *(
        PersonalField(
            f"applications.{field}", "who did it", "to answer for it",
            OF_REQUEST, "by id alone", WITH_REQUEST, STAYS,
        )
        for field in (
            "Need.by", "Paper.by", "PaperUse.by", "Proposal.by", "ProposalMove.by", "Remark.by",
            "Request.changed_by", "Request.drafted_by", "RequestStep.by", "RequestVersion.by",
            "SurveyRound.by", "Request.helper", "Request.helped", "Help.asked_by", "Help.officer",
            "Help.ended_by", "Upload.by", "Claim.decided_by",
        )
    ),
    *(
        PersonalField(
            f"applications.{field}", "words about the work, which may name somebody",
            "to tell what is wanted, and why a step was taken", OF_REQUEST, NEVER_LOGGED,
            WITH_REQUEST, "not by itself",
        )
        for field in (
            "Need.reason", "Need.what", "Paper.file_name", "Proposal.answer", "Proposal.details",
            "Proposal.what", "ProposalMove.reason", "Remark.taken_back", "Remark.told",
            "Request.over_reason",
            "Request.result", "Request.typed", "Request.what", "RequestStep.reason",
            "RequestVersion.said", "SurveyRound.name", "Help.consent",
        )
    ),
    *(
        PersonalField(
            f"applications.Claim.{field}", tells,
            "so that an officer can make sure that the person acts for the establishment",
            OF_CLAIM, NEVER_LOGGED, WITH_REQUEST, "not by itself",
        )
        for field, tells in (
            ("user", "who says that he acts for an establishment"),
            ("name", "name of an establishment, of a household its owner's"),
            ("tax_code", "tax code, of a household its owner's"),
            ("street", "where it works"),
            ("phone", "telephone of the establishment, as the person tells it"),
            ("reason", "why it was not confirmed"),
            ("typed", "a draft of a request, which nobody but the person reads"),
        )
    ),
    PersonalField(
        "applications.Upload.file_name", "name of a file, which may name somebody",
        "to go on with a file that a bad line stopped", "the sender alone", NEVER_LOGGED,
        "30 days", "goes by itself",
    ),
    PersonalField(
        "applications.UploadPart.data", "pieces of a paper until it is whole",
        "to go on with a file that a bad line stopped", "nobody", NEVER_LOGGED,
        "2 days, or until the paper is whole", "goes by itself",
    ),
    *(
        PersonalField(
            f"socialaccount.SocialAccount.{field}", tells,
            "so that a person signs in by an identity from elsewhere", "the person",
            NEVER_LOGGED, "until the person takes it off", ERASE,
        )
        for field, tells in (
            ("user", "whose account"), ("uid", "the provider's word for the person"),
        )
    ),
    *(
        PersonalField(
            f"projects.{field}", "who did it", "to answer for it: no one judges his own work",
            OF_PROJECT, "by id alone", WITH_PROJECT, STAYS,
        )
        for field in (
            "Acceptance.by", "Adjustment.asked_by", "Adjustment.confirmed_by",
            "Adjustment.decided_by", "Appraisal.concluded_by", "AppraisalSheet.by", "FollowUp.by",
            "Inspection.by", "InspectionFinding.closed_by", "Progress.by", "Project.drafted_by",
            "StepTaken.by",
        )
    ),
    *(
        PersonalField(
            f"projects.{field}", "words about the work, which may name somebody",
            "to tell what was found, asked, decided", OF_PROJECT, NEVER_LOGGED, WITH_PROJECT, STAYS,
        )
        for field in (
            "Acceptance.words", "Adjustment.after", "Adjustment.before", "Adjustment.decision",
            "Adjustment.reason", "Annex.told", "Appraisal.words", "AppraisalSheet.conflict",
            "AppraisalSheet.remark", "FollowUp.told", "Inspection.minutes",
            "InspectionFinding.how", "InspectionFinding.told", "Line.over_ceiling_reason",
            "Line.what", "Progress.told", "Project.folded", "Project.name", "Project.partner",
            "Project.purpose", "StepTaken.reason",
        )
    ),
    *(
        PersonalField(
            f"results.Participant.{field}", tells,
            "to count persons apart from turns; to ask what became of them",
            OF_ROSTER, masked, WITH_RESULT, "the list is put anew without the person",
        )
        for field, tells, masked in (
            ("full_name", "name of who took part in a course or a trip", SHORT_NAME),
            ("birth_year", "year of birth", IN_NO_LIST),
            ("sex", "women among them", IN_NO_LIST),
            ("establishment", "where the person works", IN_NO_LIST),
            ("commune", "where the person lives", IN_NO_LIST),
            ("key", "the same for the same person within one list", "shown nowhere"),
            ("job_after", "work after the course", IN_NO_LIST),
            ("monthly_income", "income after the course", IN_NO_LIST),
        )
    ),
    PersonalField(
        "results.Result.by", "who recorded it", "to answer for it",
        OF_RESULT, "by id alone", WITH_RESULT, STAYS,
    ),
    *(
        PersonalField(
            f"results.Result.{field}", "words about the work, which may name somebody",
            "to tell what was done", OF_RESULT, NEVER_LOGGED, WITH_RESULT, STAYS,
        )
        for field in ("basis", "more", "reason", "what")
    ),
    *(
        PersonalField(
            f"plans.{field}", "who did it", "to answer for it: who prepares does not approve",
            OF_PLAN, "by id alone", WITH_PLAN, STAYS,
        )
        for field in (
            "PlanAct.by", "PlanVersion.decided_by", "PlanVersion.drafted_by",
            "PlanVersion.submitted_by", "Registration.drafted_by", "Registration.sent_by",
        )
    ),
    *(
        PersonalField(
            f"plans.{field}", "words about the plan, which may name somebody",
            "to tell why a đề án stands where it stands", OF_PLAN, NEVER_LOGGED, WITH_PLAN, STAYS,
        )
        for field in (
            "PlanAct.reason", "PlanRow.reason", "PlanVersion.told", "Registration.last_year",
            "Registration.next_year", "Registration.this_year",
        )
    ),
    *(
        PersonalField(
            f"office.IssuedDocument.{field}", "who did it",
            "to answer for it: the number is not given by the signer", OF_OFFICE, "by id alone",
            WITH_DOCUMENT, STAYS,
        )
        for field in ("drafted_by", "signed_by", "numbered_by", "ended_by")
    ),
    *(
        PersonalField(
            f"office.IssuedDocument.{field}", "name and post of who signed a public document",
            "the document names its signer", OF_OFFICE, NEVER_LOGGED, WITH_DOCUMENT, STAYS,
        )
        for field in ("signer", "post", "capacity_of")
    ),
    *(
        PersonalField(
            f"office.IssuedDocument.{field}", "words of a document, which may name somebody",
            "to keep what was issued as it was issued", OF_OFFICE, NEVER_LOGGED, WITH_DOCUMENT,
            STAYS,
        )
        for field in ("title", "words", "reason")
    ),
    PersonalField(
        "projects.CouncilMember.full_name", "name of a member of a council of acceptance",
        "the minutes name who sat", OF_PROJECT, NEVER_LOGGED, WITH_PROJECT, STAYS,
    ),
    *(
        PersonalField(
            f"connections.{field}", tells,
            "so that what software did has somebody who answers for it",
            "the person; who keeps connections of that body", "by id alone",
            "as long as the journal", STAYS,
        )
        for field, tells in (
            ("AccessToken.user", "whose rights a key lends"),
            ("AccessToken.confirmed_by", "who said yes to the key of a system"),
            ("AccessToken.revoked_by", "who ended a key"),
            ("Hook.user", "as far as whose rights an address is told"),
            ("Hook.ended_by", "who ended the telling"),
        )
    ),
    *(
        PersonalField(
            f"accounts.Representation.{field}", tells,
            "so that a maker sees the own records alone", "the person; who keeps the establishment",
            "by id alone", WITH_PROFILE, STAYS,
        )
        for field, tells in (
            ("user", "who acts for an establishment"), ("by", "who let the person act"),
        )
    ),
    *(
        PersonalField(
            f"competitions.{field}", "who did it",
            "to answer for it, and to keep persons apart", OF_VOTE, "by id alone", WITH_VOTE, STAYS,
        )
        for field in (
            "Ballot.by", "Certificate.by", "Certificate.revoked_by", "Conflict.by",
            "Conflict.lifted_by", "CouncilSession.closed_by", "CouncilSession.opened_by",
            "Display.by", "Entry.by", "Entry.changed_by", "EntryStep.by", "EntryVersion.by",
            "Exhibitor.by", "Fair.by", "Showroom.by",
            "FakeReport.handled_by", "FieldVisit.by", "Keying.by", "MakingStep.by", "Photo.by",
            "Product.by", "ProductBatch.by", "Round.by", "RoundStep.by", "Seat.by", "Seat.user",
        )
    ),
    *(
        PersonalField(
            f"competitions.Seat.{field}", "what a member is tied to",
            "conflicts of interest are found by it", OF_VOTE, NEVER_LOGGED, WITH_VOTE, STAYS,
        )
        for field in (
            "employer", "employer_tax_code", "end_reason", "owned", "owned_tax_code", "post",
            "ties",
        )
    ),
    *(
        PersonalField(
            f"competitions.{field}", "words about the vote, which may name somebody",
            "to tell what was entered, found and decided", OF_VOTE, NEVER_LOGGED, WITH_VOTE, STAYS,
        )
        for field in (
            "Certificate.revoke_reason", "Conflict.lift_reason", "Conflict.reason",
            "CouncilSession.minutes", "CouncilSession.remarks", "CouncilSession.where",
            "Entry.answers", "EntryStep.reason", "EntryVersion.said", "FakeReport.answer",
            "FakeReport.what", "FakeReport.where", "FieldVisit.found", "RoundStep.reason",
            "Sheet.remark", "SheetWrite.said", "Keying.said", "Verdict.reason",
        )
    ),
)  # fmt: skip

A_PLACE = "a place"
A_PAPER = "number and day of an official paper"
A_BODY = "a public body"
A_PRODUCT = "a product, in public once it has a title"
THE_LAW = "words of a public document, or ours about it"
UNUSED = "a table of the sign-in library that stays empty here: a test looks"
NOT_PERSONAL = {
    "publishing.PublicationAct.reason": "why something was taken back, in an office's words",
    "publishing.PublicationVersion.basis": THE_LAW,
    "publishing.PublicationVersion.folded": "what everybody reads, for searching",
    "publishing.PublicationVersion.lead": "what an office tells everybody",
    "publishing.PublicationVersion.picture_says": "what a picture shows, told to everybody",
    "publishing.PublicationVersion.text": "what an office tells everybody",
    "publishing.PublicationVersion.title": "what an office tells everybody",
    "publishing.PublicQuestion.answer": "what an office tells everybody; no name by its form",
    "publishing.PublicQuestion.basis": THE_LAW,
    "publishing.PublicQuestion.folded": "what everybody reads, for searching",
    "publishing.PublicQuestion.reason": "why a question is not answered, in an office's words",
    "publishing.PublicQuestion.shown": "the question as an office words it; no name by its form",
    "publishing.QuestionAct.said": "what an office said",
    "exchange.Bundle.covers": SPANS,
    "exchange.Instance.said_held": SPANS,
    "exchange.Instance.asked_files": "hashes of files",
    "exchange.AwaitedFile.refused": "why a file is not taken, by its kind and size",
    "exchange.Conflict.taken": "names of fields",
    "exchange.Instance.address": "the address of a service",
    "exchange.Instance.name": OF_AN_INSTANCE,
    "exchange.Instance.public": "a public key",
    "exchange.Instance.next_public": "a public key",
    "exchange.FormerKey.public": "a public key",
    "exchange.FormerKey.reason": OF_AN_INSTANCE,
    "exchange.Instance.end_reason": OF_AN_INSTANCE,
    "exchange.Instance.trouble": OF_AN_INSTANCE,
    "exchange.OutsideCode.name": "the name of a procedure",
    "exchange.OutsideCode.source": THE_LAW,
    "exchange.Parked.detail": "a table and an id, or what is wrong with a file",
    "fieldwork.Decision.base": "one value of a sheet, whose answers are in the list above",
    "fieldwork.Decision.ours": "one value of a record",
    "fieldwork.Decision.theirs": "one value of a sheet, whose answers are in the list above",
    "fieldwork.Kit.carried": "names of businesses, answers of needs and requests, codes of places",
    "fieldwork.Returned.came_by": "a code",
    "fieldwork.Returned.sheets": "ids of sheets and copies, and numbers",
    "fieldwork.Revision.known": "ids of copies and numbers",
    "competitions.Certificate.clause": THE_LAW,
    "competitions.Certificate.maker_name": "a business, in public on its certificate",
    "competitions.Certificate.maker_place": A_PLACE,
    "competitions.Certificate.product_name": A_PRODUCT,
    "competitions.CouncilSession.quorum_basis": THE_LAW,
    "competitions.CriteriaSet.clause": THE_LAW,
    "competitions.CriteriaSet.name": THE_LAW,
    "competitions.CriteriaSet.note": THE_LAW,
    "competitions.CriteriaSet.tie_order": "codes of criteria",
    "connections.AccessToken.rights": "codes of rights",
    "connections.Hook.events": "names of acts",
    "competitions.EntryStep.clause": THE_LAW,
    "competitions.EntryStep.missing": "names of answers and papers",
    "competitions.EntryStep.name": "a step of a table of ours",
    "competitions.Exhibitor.given_by": "how a booth was given, as a code",
    "competitions.Exhibitor.note": "about goods",
    "competitions.Fair.end_reason": "about a fair",
    "competitions.Fair.name": "the name of a fair",
    "competitions.Fair.where": A_PLACE,
    "competitions.Showroom.name": "the name of a room",
    "competitions.Showroom.where": A_PLACE,
    "competitions.Ledger.text": "points under codes: it is published",
    "competitions.MakingStep.told": "how a product is made, in public",
    "competitions.Product.about": A_PRODUCT,
    "competitions.Product.folded": A_PRODUCT,
    "competitions.Product.name": A_PRODUCT,
    "competitions.Product.parts": A_PRODUCT,
    "competitions.ProductBatch.note": "about a batch, in public",
    "competitions.ProductBatch.recall_reason": "about a batch, in public",
    "competitions.QrKey.public": "a public key",
    "competitions.Round.basis": THE_LAW,
    "competitions.Round.call": "a public notice",
    "competitions.Round.last_numbers": "counts",
    "competitions.Round.name": "the name of a vote",
    "competitions.Round.scored_by": "a day",
    "competitions.RoundStep.name": "a step of a table of ours",
    "competitions.ScanFile.name": "a file of the server",
    "competitions.Sheet.parts": "points",
    "competitions.SubCriterion.label": "words of a score sheet",
    "competitions.Verdict.prize_basis": THE_LAW,
    "reports.Edition.address": "where a code is looked up",
    "reports.Edition.figures": "numbers of measures",
    "reports.Edition.name": A_PLACE,
    "reports.Phrase.text": "a sentence without names, filled by the program",
    "reports.EditionStep.name": "a step of a table of ours",
    "auth.Group.name": "unused: roles are code",
    "auth.Permission.codename": "unused: permissions are code",
    "auth.Permission.name": "unused: permissions are code",
    "account.EmailAddress.email": UNUSED,
    "account.EmailAddress.user": UNUSED,
    "account.EmailConfirmation.email_address": UNUSED,
    "core.DoneOnce.outcome": "an address within the house",
    "core.JobRun.name": "a job of the worker",
    "core.Followed.follower": "a part of the program",
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
    "funds.AdvanceGround.clause": THE_LAW,
    "reporting.Regime.reminders": "days from a due day",
    "programmes.Programme.name": "the name of a programme of the State",
    "programmes.DifficultPlace.citation": "a document or a report, and where in it",
    "programmes.Programme.citation": "a document or a report, and where in it",
    "programmes.Target.citation": "a document or a report, and where in it",
    "programmes.YearPlan.citation": "a document or a report, and where in it",
    "programmes.Estimate.citation": "a document or a report, and where in it",
    "programmes.ContextFigure.citation": "a document or a report, and where in it",
    "funds.BesideMoney.owner": A_BODY,
    "funds.BesideMoney.paper": A_PAPER,
    "funds.BesideMoney.programme": "the name of a programme of the State or of a donor",
    "funds.Budget.owner": A_BODY,
    "funds.Entry.owner": A_BODY,
    "funds.Entry.paper": A_PAPER,
    "funds.InterestClaim.owner": A_BODY,
    "funds.InterestClaim.paper": A_PAPER,
    "funds.Posting.account": "an account of the ledger, not of a bank",
    "funds.RepayableSupport.owner": A_BODY,
    "funds.RepayableSupport.paper": A_PAPER,
    "funds.Repayment.paper": A_PAPER,
    "funds.YearTurn.paper": A_PAPER,
    "ingestion.Choice.slot": "a question: codes, a place, days",
    "ingestion.Confirmation.issuer": A_BODY,
    "ingestion.DifferenceNote.records": "a number of the records as it was shown",
    "ingestion.Document.issuer": A_BODY,
    "ingestion.Batch.refusal": "one of our own sentences",
    "ingestion.Batch.totals_reason": "why sums of a sheet differ; it names nobody",
    "ingestion.BatchPart.rows": "ids of records and their states",
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
    "notices.Wording.text": "a sentence with places for a body and a day; it names nobody",
    "opendata.Bundle.manifest": "names, sizes and hashes of files that were published",
    "applications.Need.machine_age": "the age of a machine",
    "applications.PaperKind.name": "a kind of paper",
    "applications.PaperNeeded.clause": THE_LAW,
    "applications.Proposal.raised_by": "a code",
    "applications.ProposalMove.name": "a step of a table of ours",
    "applications.Tag.name": "a word of a vocabulary",
    "applications.RequestStep.clause": THE_LAW,
    "applications.RequestStep.missing": "names of answers and codes of papers",
    "applications.RequestStep.name": "a step of a table of ours",
    "applications.SurveyRound.goes_by": "a code",
    "applications.Request.by_establishment": "whether its people began it",
    "socialaccount.SocialAccount.extra_data": "always {}: nothing of the provider's words is kept",
    "socialaccount.SocialAccount.last_login": "written by the library when an identity is tied",
    "socialaccount.SocialAccount.provider": A_NAME_OF_OURS,
    "socialaccount.SocialApp.name": NO_ROWS,
    "socialaccount.SocialApp.provider_id": NO_ROWS,
    "socialaccount.SocialApp.secret": NO_ROWS,
    "socialaccount.SocialApp.settings": NO_ROWS,
    "socialaccount.SocialToken.account": NO_ROWS,
    "socialaccount.SocialToken.token": NO_ROWS,
    "socialaccount.SocialToken.token_secret": NO_ROWS,
    "plans.Plan.owner": A_BODY,
    "plans.PlanVersion.wishes": "codes and percents",
    "plans.Registration.owner": A_BODY,
    "office.IssuedDocument.docx": "a hash",
    "office.IssuedDocument.pdf": "a hash",
    "office.IssuedDocument.tail": A_BODY,
    "office.OutgoingBook.tail": A_BODY,
    "results.Result.owner": A_BODY,
    "results.Result.person_turns": "a count",
    "projects.Acceptance.accepted": "đồng by source",
    "projects.Adjustment.clause": THE_LAW,
    "projects.Adjustment.kinds": "codes",
    "projects.Annex.changed": "đồng by line and source",
    "projects.AppraisalCriterion.clause": THE_LAW,
    "projects.AppraisalCriterion.label": "a line of a form",
    "projects.AppraisalSheet.points": "points by criterion",
    "projects.AppraisalQuorum.clause": THE_LAW,
    "projects.CouncilSeat.clause": THE_LAW,
    "projects.Contract.advance_reason": "the article of a contract",
    "projects.CouncilMember.body_name": A_BODY,
    "projects.Project.owner": A_BODY,
    "projects.StepDeadline.clause": THE_LAW,
    "projects.StepPaper.clause": THE_LAW,
    "projects.StepPaper.label": "a kind of paper",
    "projects.StepTaken.clause": THE_LAW,
    "projects.StepTaken.facts": "codes, counts, ids",
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
