"""Who may do what is written in one place, and nothing is asked for that is not written there."""

import ast
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import QuerySet

from khuyencong.accounts.permissions import SENTENCES, Permission
from khuyencong.accounts.roles import ROLES
from khuyencong.accounts.table import page
from khuyencong.core.clock import now
from khuyencong.core.identity import new_id
from khuyencong.ingestion import actions
from khuyencong.ingestion.actions import ReadFile
from khuyencong.ingestion.models import Batch, Choice, Intake
from khuyencong.ingestion.stored import stored
from khuyencong.web.desk import sample
from tests.cast import Cast
from tests.conditions import ROOT
from tests.exchange.kept import make_partner, make_wish
from tests.factories import (
    make_applications,
    make_claim,
    make_duty,
    make_fair,
    make_hook,
    make_kit,
    make_programme,
    make_project,
    make_proposal,
    make_publication,
    make_question,
    make_registry_records,
    make_remark,
    make_result,
    make_titled,
    make_user,
)
from tests.reports.owed import make_edition, make_phrase

PUBLIC, OF_REPORT = "a public register", "opened through its report"
OF_ESTABLISHMENT, OF_ITS_OWN = "opened through its establishment", "opened through what it tells of"
OF_BUDGET, OF_PROJECT = "opened through its budget or its đề án", "opened through its đề án"
APPLICATIONS, OF_REQUEST = "khuyencong.applications.queries", "opened through its request"
#: Who asks at the door writes needs and proposals down, and so sees what became of them.
AT_THE_DOOR = {
    "applications.SurveyRound", "applications.Need", "applications.Proposal",
    "applications.Remark",
}  # fmt: skip
OF_BODY, OF_KIT = "opened through its body", "opened through its kit"
OF_RESULT = "opened through its result"
OF_PLAN = "opened through its plan"
OF_DUTY = "opened through the report that is owed"
OF_PROGRAMME = "opened through its programme"
COMPETITIONS = "khuyencong.competitions.queries"
OF_ROUND, OF_ENTRY = "opened through its round", "opened through its entry"
OF_PRODUCT = "opened through its product"
CONNECTIONS = "khuyencong.connections.queries"
REGISTRY = "khuyencong.registry.queries"
#: Kept by a body, and seen by everybody: decisions of the State name them.
IN_PUBLIC = {
    "registry.IndustrialCluster",
    "registry.CraftVillage",
    "programmes.Programme",
    "programmes.ContextFigure",
    "programmes.DifficultPlace",
}
#: Every table of ours: the function that says which rows somebody may see, or why there is none.
TABLES = {
    "core.JournalEntry": "the page of an account names its acts; `verify` reads the seals alone",
    "core.ChainHead": "no page shows it; `verify` reads the seals alone",
    "core.Followed": "how far a follower has read; no page shows it",
    "core.OutboxMessage": "no page shows it",
    "core.DoneOnce": "no page shows it",
    "core.JobRun": "/readyz says whether the worker lives, and no more",
    "core.CacheRow": "Django's own",
    "notices.Notice": "khuyencong.notices.queries.inbox.notices_visible_to",
    "notices.Letter": "opened through the notice that left in it",
    "notices.Delivery": "opened through its notice",
    "notices.Preference": "a person sees the own choices",
    "notices.Quiet": "a person sees the own choices",
    "notices.Address": "a person sees the own choices",
    "notices.Wording": "khuyencong.notices.queries.wording.wordings_visible_to",
    "opendata.Bundle": "khuyencong.opendata.queries.bundles.visible_to",
    "accounts.User": "khuyencong.accounts.queries.accounts_visible_to",
    "accounts.Membership": "khuyencong.accounts.queries.memberships_visible_to",
    "registry.Place": "khuyencong.registry.queries.places.visible_to",
    "registry.Organisation": "khuyencong.registry.queries.organisations.organisations_visible_to",
    "registry.PlaceName": PUBLIC,
    "registry.PlaceCode": PUBLIC,
    "registry.PlaceParent": PUBLIC,
    "registry.Lineage": PUBLIC,
    "registry.OrganisationName": PUBLIC,
    "registry.Succession": PUBLIC,
    "registry.BodyFact": OF_BODY,
    "registry.BodyRevenue": OF_BODY,
    "registry.Agreement": OF_BODY,
    "registry.HeadCount": OF_BODY,
    "registry.StaffMember": f"{REGISTRY}.bodies.staff_visible_to",
    "registry.Collaborator": f"{REGISTRY}.bodies.collaborators_visible_to",
    "registry.ReferenceEdition": PUBLIC,
    "registry.RegionScheme": PUBLIC,
    "registry.Region": PUBLIC,
    "registry.RegionMembership": PUBLIC,
    "law.Parameter": "khuyencong.law.queries.parameters_visible_to",
    "law.LegalDocument": PUBLIC,
    "law.DocumentLink": PUBLIC,
    "law.Coverage": PUBLIC,
    "law.Article": PUBLIC,
    "law.ArticleText": PUBLIC,
    "law.ProvincialInstrument": PUBLIC,
    "law.ParameterEnd": PUBLIC,
    "law.ConflictReason": PUBLIC,
    "registry.Trade": PUBLIC,
    "registry.Establishment": f"{REGISTRY}.establishments.establishments_visible_to",
    "registry.EstablishmentVersion": OF_ESTABLISHMENT,
    "registry.EstablishmentFigure": OF_ESTABLISHMENT,
    "registry.OwnerNumber": "compared in the database; only the logged `reveal_number` returns it",
    "registry.NumberReveal": OF_ESTABLISHMENT,
    "registry.Merge": OF_ESTABLISHMENT,
    "registry.LikelyTwin": OF_ESTABLISHMENT,
    "registry.OtherSupport": f"{REGISTRY}.supports.supports_visible_to",
    "registry.DoubleSupportOverride": OF_ESTABLISHMENT,
    "registry.IndustrialCluster": f"{REGISTRY}.clusters.clusters_visible_to",
    "registry.ClusterFigure": OF_ITS_OWN,
    "registry.CraftVillage": f"{REGISTRY}.clusters.craft_villages_visible_to",
    "registry.CraftVillageFigure": OF_ITS_OWN,
    "registry.CraftVillageRecognition": OF_ITS_OWN,
    "registry.Artisan": f"{REGISTRY}.clusters.artisans_visible_to",
    "registry.ArtisanRecognition": OF_ITS_OWN,
    "office.OutgoingBook": "khuyencong.office.queries.books_visible_to",
    "office.IssuedDocument": "khuyencong.office.queries.visible_to",
    "projects.Project": "khuyencong.projects.queries.visible_to",
    "projects.ProjectPlace": OF_PROJECT,
    "projects.Line": OF_PROJECT,
    "projects.LineShare": OF_PROJECT,
    "projects.StepTaken": OF_PROJECT,
    "projects.Appraisal": OF_PROJECT,
    "projects.AppraisalSheet": OF_PROJECT,
    "projects.Contract": OF_PROJECT,
    "projects.ContractShare": OF_PROJECT,
    "projects.Annex": OF_PROJECT,
    "projects.Progress": OF_PROJECT,
    "projects.Inspection": OF_PROJECT,
    "projects.InspectionFinding": OF_PROJECT,
    "projects.Acceptance": OF_PROJECT,
    "projects.CouncilMember": OF_PROJECT,
    "projects.FollowUp": OF_PROJECT,
    "projects.Adjustment": OF_PROJECT,
    "projects.StepPaper": PUBLIC,
    "projects.StepDeadline": PUBLIC,
    "projects.AppraisalCriterion": PUBLIC,
    "applications.SurveyRound": f"{APPLICATIONS}.rounds_visible_to",
    "applications.RoundTarget": "opened through its round",
    "applications.Need": f"{APPLICATIONS}.needs_visible_to",
    "applications.Request": f"{APPLICATIONS}.requests_visible_to",
    "applications.RequestVersion": OF_REQUEST,
    "applications.RequestStep": OF_REQUEST,
    "applications.Proposal": f"{APPLICATIONS}.proposals_visible_to",
    "applications.ProposalMove": "opened through its proposal",
    "applications.Remark": f"{APPLICATIONS}.remarks_visible_to",
    "applications.Tag": PUBLIC,
    "fieldwork.Kit": "khuyencong.fieldwork.queries.listing.kits_visible_to",
    "fieldwork.Returned": OF_KIT,
    "fieldwork.Entry": "khuyencong.fieldwork.queries.listing.entries_visible_to",
    "fieldwork.Revision": OF_KIT,
    "fieldwork.Decision": OF_KIT,
    "fieldwork.SiteNote": "opened through the sheet that tells it, or where its line is accepted",
    "applications.ReceiptCounter": "no page shows it: the lock of the next number",
    "applications.PaperKind": PUBLIC,
    "applications.PaperNeeded": PUBLIC,
    "applications.Paper": f"{APPLICATIONS}.papers_visible_to",
    "applications.Claim": f"{APPLICATIONS}.claims_visible_to",
    "applications.Help": OF_REQUEST,
    "applications.Upload": "its sender alone goes on with it, through its request",
    "applications.UploadPart": "no page shows it: pieces of a file until it is whole",
    "applications.PaperUse": "opened through the record that it is used for",
    "projects.AppraisalQuorum": PUBLIC,
    "projects.CouncilSeat": PUBLIC,
    "funds.Budget": "khuyencong.funds.queries.budgets_visible_to",
    "funds.RepayableSupport": "khuyencong.funds.queries.repayables_visible_to",
    "funds.Fund": OF_BUDGET,
    "funds.Share": OF_BUDGET,
    "funds.YearTurn": OF_BUDGET,
    "funds.Entry": OF_BUDGET,
    "funds.Posting": OF_BUDGET,
    "funds.AdvanceGround": OF_BUDGET,
    "funds.Instalment": OF_ITS_OWN,
    "funds.Repayment": OF_ITS_OWN,
    "funds.BesideMoney": OF_PROJECT,
    "funds.InterestClaim": OF_PROJECT,
    "reports.Report": "khuyencong.reports.queries.editions.visible_to",
    "reports.Phrase": "khuyencong.reports.queries.phrases.phrases_visible_to",
    "reports.Edition": "khuyencong.reports.queries.editions.editions_visible_to",
    "reports.EditionStep": "opened through its edition",
    "reports.ChapterVersion": "opened through its edition",
    "results.Result": "khuyencong.results.queries.visible_to",
    "results.ResultEstablishment": OF_RESULT,
    "results.Participant": OF_RESULT,
    "plans.Plan": "khuyencong.plans.queries.plans_visible_to",
    "plans.PlanVersion": "khuyencong.plans.queries.versions_visible_to",
    "plans.PlanRow": OF_PLAN,
    "plans.PlanRowShare": OF_PLAN,
    "plans.PlanAct": OF_PLAN,
    "plans.Registration": "khuyencong.plans.queries.registrations_visible_to",
    "plans.RegistrationRow": "opened through its registration",
    "programmes.Programme": "khuyencong.programmes.queries.visible_to",
    "programmes.ContextFigure": "khuyencong.programmes.queries.contexts_visible_to",
    "programmes.DifficultPlace": "khuyencong.programmes.queries.difficult_visible_to",
    "programmes.Target": OF_PROGRAMME,
    "programmes.YearPlan": OF_PROGRAMME,
    "programmes.Estimate": OF_PROGRAMME,
    "reporting.Regime": "khuyencong.reporting.queries.regimes_visible_to",
    "reporting.Duty": "khuyencong.reporting.queries.duties_visible_to",
    "reporting.Submission": OF_DUTY,
    "reporting.DutyAct": OF_DUTY,
    "reporting.Notice": OF_DUTY,
    "connections.AccessToken": f"{CONNECTIONS}.tokens_visible_to",
    "connections.Hook": f"{CONNECTIONS}.hooks_visible_to",
    "connections.Delivery": f"{CONNECTIONS}.deliveries_visible_to",
    "connections.KeptAnswer": "read again through what it names, by the key that made it",
    "accounts.Representation": "a person sees what he stands for; who keeps it, on its page",
    "competitions.CriteriaSet": f"{COMPETITIONS}.criteria_visible_to",
    "competitions.SubCriterion": "opened through its criteria",
    "competitions.Round": f"{COMPETITIONS}.rounds_visible_to",
    "competitions.RoundStep": OF_ROUND,
    "competitions.Product": f"{COMPETITIONS}.products_visible_to",
    "competitions.MakingStep": OF_PRODUCT,
    "competitions.ProductBatch": OF_PRODUCT,
    "competitions.Photo": OF_PRODUCT,
    "competitions.Entry": f"{COMPETITIONS}.entries_visible_to",
    "competitions.EntryVersion": OF_ENTRY,
    "competitions.EntryStep": OF_ENTRY,
    "competitions.FieldVisit": OF_ENTRY,
    "competitions.Seat": f"{COMPETITIONS}.seats_of",
    "competitions.Conflict": OF_ROUND,
    "competitions.Sheet": f"{COMPETITIONS}.sheets_of",
    "competitions.SheetWrite": "opened through its sheet",
    "competitions.Keying": "opened through its sheet",
    "competitions.Ledger": "published with its round",
    "competitions.CouncilSession": OF_ROUND,
    "competitions.MinutesCounter": "no page shows it: the lock of the next number",
    "competitions.Attendance": OF_ROUND,
    "competitions.Ballot": OF_ROUND,
    "competitions.Verdict": OF_ENTRY,
    "competitions.Certificate": f"{COMPETITIONS}.certificates_visible_to",
    "competitions.CertificateCounter": "no page shows it: the lock of the next number",
    "competitions.Fair": f"{COMPETITIONS}.fairs.fairs_visible_to",
    "competitions.Booth": "opened through its fair",
    "competitions.Exhibitor": "opened through its fair",
    "competitions.Brought": "opened through its fair",
    "competitions.Showroom": f"{COMPETITIONS}.fairs.showrooms_visible_to",
    "competitions.Display": "opened through its showroom",
    "competitions.FakeReport": f"{COMPETITIONS}.fakes_visible_to",
    "competitions.QrKey": PUBLIC,
    "competitions.ScanCount": "opened through its certificate",
    "competitions.ScanFile": "no page shows it: how far a log was counted",
    "ingestion.Document": "khuyencong.ingestion.queries.visible_to",
    "ingestion.CheckDecision": OF_REPORT,
    "ingestion.Question": OF_REPORT,
    "ingestion.Confirmation": OF_REPORT,
    "ingestion.Rereading": OF_REPORT,
    "ingestion.DifferenceNote": OF_REPORT,
    "ingestion.Observation": "khuyencong.ingestion.queries.observations_visible_to",
    "ingestion.Choice": "khuyencong.ingestion.queries.choices_visible_to",
    "ingestion.Intake": "khuyencong.ingestion.queries.intakes_visible_to",
    "exchange.Instance": "khuyencong.exchange.queries.scope.instances_visible_to",
    "exchange.Home": "opened through its instance",
    "exchange.FormerKey": "opened through its instance",
    "exchange.Change": "what was asked of a partner is opened through it",
    "exchange.Known": "khuyencong.exchange.queries.scope.known_visible_to",
    "exchange.Bundle": "khuyencong.exchange.queries.scope.bundles_visible_to",
    "exchange.Parked": "opened through its partner",
    "exchange.AwaitedFile": "opened through its partner",
    "exchange.FileThere": "opened through its partner",
    "exchange.Conflict": "khuyencong.exchange.queries.scope.wishes_visible_to",
    "exchange.OutsideCode": PUBLIC,
    "ingestion.Batch": "khuyencong.ingestion.queries.batches_visible_to",
    "publishing.Publication": "khuyencong.publishing.queries.publications_visible_to",
    "publishing.PublicationVersion": "opened through its publication",
    "publishing.PublicationAct": "opened through its publication",
    "publishing.PublicQuestion": "khuyencong.publishing.queries.questions_visible_to",
    "publishing.QuestionAct": "opened through its question",
    "ingestion.BatchPart": "opened through its batch",
}


def ours() -> dict[str, type]:
    return {
        model._meta.label: model
        for config in apps.get_app_configs()
        if config.name.startswith("khuyencong.")
        for model in config.get_models()
    }


def function(path: str) -> Callable[..., QuerySet]:
    module, _, name = path.rpartition(".")
    found: Callable[..., QuerySet] = getattr(import_module(module), name)
    return found


def test_every_table_says_who_sees_its_rows() -> None:
    assert set(TABLES) == set(ours())


@pytest.mark.parametrize("label", [label for label, model in ours().items()])
def test_a_table_of_a_custodian_has_a_function(label: str) -> None:
    """Records that a body answers for are fetched through `visible_to`, those of core by nobody."""
    model = ours()[label]
    names = {field.name for field in model._meta.get_fields()}
    if "custodian" in names and not label.startswith("core."):
        assert TABLES[label].startswith("khuyencong.")


@pytest.mark.django_db
def test_a_function_returns_what_it_says_and_what_its_reader_answers_for(cast: Cast) -> None:
    read = ReadFile("mau.md", sample.TEXT, stored(sample.sample_reading()))
    actions.keep(by=cast.owner, custodian=cast.department, read=read, at=now())
    own = {"custodian": cast.department, "by": cast.owner}
    Choice.objects.create(slot="x", chosen=new_id(), reason="mẫu", recorded_at=now(), **own)
    Intake.objects.create(file_name="mau.md", size=1, handed_in_at=now(), **own)
    Batch.objects.create(kind="needs", file_name="mau.xlsx", file="0", received_at=now(), **own)
    one = make_registry_records(cast)
    make_applications(make_user("CENTRE_OFFICER", cast.centre), one)
    make_project(make_user("CENTRE_OFFICER", cast.centre), cast.department)
    make_programme(cast.owner, cast.department)
    make_result(cast.owner, cast.department)
    make_proposal(cast.owner, cast.department)
    make_edition(cast.department)
    make_phrase(cast.head, cast.department)
    make_remark(cast.owner, cast.department)
    make_duty(cast.department, cast.agency)
    make_titled(cast.owner, one)
    make_fair(cast.owner, cast.department)
    make_publication(cast.owner, cast.department)
    make_question(cast.department)
    make_claim(make_user(), cast.department)
    make_hook(cast.owner, cast.department)
    make_wish(make_partner(cast.agency), cast.department)
    make_kit(make_user("CENTRE_OFFICER", cast.centre), cast.department)
    for label, path in TABLES.items():
        if not path.startswith("khuyencong."):
            continue
        visible, model = function(path), ours()[label]
        assert visible(cast.owner).model is model
        if "custodian" in {field.name for field in model._meta.get_fields()}:
            assert visible(cast.owner).count() == visible(cast.auditor).count() == 1, label
            for person in (
                cast.stranger,
                cast.commune,
                cast.establishment,
                cast.admin,
                cast.former,
            ):
                seen = visible(person).exists()
                asks = label in AT_THE_DOOR and person == cast.commune
                assert seen is (label in IN_PUBLIC or asks), (label, person.username)


def test_every_permission_has_a_sentence_and_a_holder() -> None:
    assert set(SENTENCES) == set(Permission)
    held = {permission for role in ROLES.values() for permission in role.permissions}
    assert held == set(Permission)


def test_every_role_has_words_and_enters_the_desk() -> None:
    for code, role in ROLES.items():
        assert role.code == code
        assert role.name
        assert role.sentence.endswith(".")
        assert Permission.DESK_ENTER in role.permissions


@pytest.mark.parametrize("code", ["AUDITOR", "MINISTER", "ADMIN", "PROVINCE_CHAIR"])
def test_who_only_looks_changes_nothing(code: str) -> None:
    changing = {
        Permission.REPORT_RECEIVE,
        Permission.REPORT_DECIDE,
        Permission.REPORT_ASK,
        Permission.REPORT_REVIEW,
        Permission.FIGURE_CHOOSE,
        Permission.SHEET_IMPORT,
        Permission.ORGANISATION_SUCCEED,
        Permission.LAW_PROPOSE,
        Permission.LAW_CONFIRM,
        Permission.LAW_ATTACH,
        Permission.ESTABLISHMENT_EDIT,
        Permission.ESTABLISHMENT_MERGE,
        Permission.SUPPORT_RECORD,
        Permission.SUPPORT_OVERRIDE,
        Permission.TRADE_IMPORT,
        Permission.PROGRAMME_EDIT,
        Permission.REPORTING_SEND,
        Permission.REPORT_PHRASE,
    }
    assert not ROLES[code].permissions & changing


def test_the_technical_administrator_sees_no_content() -> None:
    assert ROLES["ADMIN"].permissions == {
        Permission.DESK_ENTER,
        Permission.JOURNAL_VERIFY,
        Permission.ACCOUNT_MANAGE,
    }


def test_the_page_is_what_the_tables_say() -> None:
    kept = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert kept == page(), "run: python -m khuyencong.accounts.table > docs/permissions.md"


def asked(path: Path) -> set[str]:
    """Return the words of the form "thing.verb" that a module of rules holds."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {w for w in words if isinstance(w, str) and w.replace(".", "", 1).isidentifier()} & {
        w for w in words if isinstance(w, str) and w.count(".") == 1
    }


@pytest.mark.parametrize(
    "path",
    sorted(
        [
            *(ROOT / "khuyencong").glob("*/rules.py"),
            *(ROOT / "khuyencong").glob("*/rules/permissions.py"),
        ]
    ),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_rules_below_accounts_ask_for_permissions_that_exist(path: Path) -> None:
    """The apps below `accounts` write a permission as a word: a slip would refuse everybody."""
    assert asked(path)
    assert asked(path) <= set(Permission)
