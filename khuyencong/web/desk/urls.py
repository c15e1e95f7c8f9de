"""Addresses behind the sign-in."""

from django.urls import path

from khuyencong.web.applying.urls import addresses
from khuyencong.web.desk import (
    bodies,
    budgets,
    claims,
    clusters,
    confirming,
    decisions,
    disputes,
    establishments,
    follow_ups,
    gallery,
    helping,
    home,
    law,
    law_editing,
    law_portfolio,
    law_register,
    list_files,
    needs,
    office,
    profiles,
    project_documents,
    proposals,
    quality,
    receiving,
    remarks,
    reports,
    representatives,
    requests,
    rereading,
    reviewing,
    rounds,
    sheet_files,
    sheets,
    stated,
    supports,
    trades,
    twins,
    writing,
)
from khuyencong.web.desk.accounts import acting as account_acting
from khuyencong.web.desk.accounts import listing as account_listing
from khuyencong.web.desk.accounts import page as account_page
from khuyencong.web.desk.clusters import ARTISANS, CLUSTERS, VILLAGES
from khuyencong.web.desk.connections import hooks
from khuyencong.web.desk.connections import tokens as connections
from khuyencong.web.desk.editions import acting as edition_acting
from khuyencong.web.desk.editions import files as edition_files
from khuyencong.web.desk.editions import listing as edition_listing
from khuyencong.web.desk.editions import owed as edition_owed
from khuyencong.web.desk.editions import page as edition_page
from khuyencong.web.desk.editions import previewing as edition_previewing
from khuyencong.web.desk.exchange import partners as exchange_partners
from khuyencong.web.desk.exchange import sources as exchange_sources
from khuyencong.web.desk.exchange import wishes as exchange_wishes
from khuyencong.web.desk.fairs import pages as fair_pages
from khuyencong.web.desk.fairs import showrooms
from khuyencong.web.desk.kits import entries as kit_entries
from khuyencong.web.desk.kits import incoming as kit_incoming
from khuyencong.web.desk.kits import listing as kit_listing
from khuyencong.web.desk.news import listing as news_listing
from khuyencong.web.desk.news import page as news_page
from khuyencong.web.desk.news import questions as news_questions
from khuyencong.web.desk.news import writing as news_writing
from khuyencong.web.desk.notices import inbox as notices
from khuyencong.web.desk.notices import settings as notice_settings
from khuyencong.web.desk.notices import wording as notice_wording
from khuyencong.web.desk.phrases import page as phrases
from khuyencong.web.desk.plans import deciding as plan_deciding
from khuyencong.web.desk.plans import listing as plan_listing
from khuyencong.web.desk.plans import page as plan_page
from khuyencong.web.desk.plans import papers as plan_papers
from khuyencong.web.desk.plans import preparing as plan_preparing
from khuyencong.web.desk.plans import registering as plan_registering
from khuyencong.web.desk.programmes import difficult as difficult_pages
from khuyencong.web.desk.programmes import pages as programme_pages
from khuyencong.web.desk.programmes import setting as programme_setting
from khuyencong.web.desk.projects import acting, drafting, durations, growing, listing, page
from khuyencong.web.desk.reporting import calendar as reporting_calendar
from khuyencong.web.desk.reporting import duty as reporting_duty
from khuyencong.web.desk.reporting import regimes as reporting_regimes
from khuyencong.web.desk.reporting import round as reporting_round
from khuyencong.web.desk.results import listing as result_listing
from khuyencong.web.desk.results import page as result_page
from khuyencong.web.desk.results import recording as result_recording
from khuyencong.web.desk.voting import ballot as voting_ballot
from khuyencong.web.desk.voting import certificates as voting_certificates
from khuyencong.web.desk.voting import criteria as vote_criteria
from khuyencong.web.desk.voting import entries as vote_entries
from khuyencong.web.desk.voting import fakes as voting_fakes
from khuyencong.web.desk.voting import keying as vote_keying
from khuyencong.web.desk.voting import labels as voting_labels
from khuyencong.web.desk.voting import members as vote_members
from khuyencong.web.desk.voting import offline as vote_offline
from khuyencong.web.desk.voting import products as vote_products
from khuyencong.web.desk.voting import result as voting_result
from khuyencong.web.desk.voting import rounds as votes
from khuyencong.web.desk.voting import scoring as vote_scoring
from khuyencong.web.desk.voting import secretariat as vote_secretariat
from khuyencong.web.desk.voting import session as voting_session
from khuyencong.web.desk.voting import telling as voting_telling

CONNECTIONS = "ket-noi/"
ACCOUNTS = "tai-khoan/"
ACCOUNT = ACCOUNTS + "<uuid:account_id>/"
HOOK = CONNECTIONS + "noi-nhan/<uuid:hook_id>/"

app_name = "desk"
REPORT = "bao-cao/<uuid:document_id>/"
CHECK = REPORT + "muc/<str:check_id>/"
PARAMETER = "luat/tham-so/<uuid:parameter_id>/"
ESTABLISHMENT = "co-so/<uuid:establishment_id>/"
PAIR = ESTABLISHMENT + "voi/<uuid:other_id>/"
CLUSTER = "cum-cong-nghiep/<uuid:record_id>/"
VILLAGE = "lang-nghe/<uuid:record_id>/"
ARTISAN = "nghe-nhan/<uuid:record_id>/"
DOCUMENT = "van-thu/<uuid:document_id>/"
BUDGET = "kinh-phi/<uuid:budget_id>/"
NEED = "nhu-cau/<uuid:need_id>/"
REQUEST = "de-nghi/<uuid:request_id>/"
CLAIM = "dang-ky-co-so/<uuid:claim_id>/"
BODY = "don-vi/<uuid:body_id>/"
PUBLICATION, QUESTION = "tin/<uuid:publication_id>/", "cau-hoi/<uuid:question_id>/"
PROPOSAL = "kien-nghi/<uuid:proposal_id>/"
DUTY = "lich-bao-cao/<uuid:duty_id>/"
REGIME = "lich-bao-cao/che-do/<uuid:regime_id>/"
RESULT = "ket-qua/<uuid:result_id>/"
SCORE_SHEET = "cham-diem/phieu/<uuid:sheet_id>/"
PROJECT = "de-an/<uuid:project_id>/"
PROJECT_DOCUMENT = PROJECT + "van-ban/<slug:code>"
LINE = PROJECT + "dong/<uuid:line_id>/"
ON_LINE, ON_FINDING, ON_CHANGE = (
    PROJECT + f"{word}/<uuid:record_id>/<slug:slug>/" for word in ("dong", "kien-nghi", "thay-doi")
)
FAIR = "hoi-cho/<uuid:fair_id>/"
SHOWROOM = "phong-trung-bay/<uuid:room_id>/"
PHRASE = "cau-mau/<uuid:office_id>/<str:key>/"
EDITION = "bao-cao-dinh-ky/<uuid:edition_id>/"
PLAN = "ke-hoach/<uuid:plan_id>/"
PROGRAMME = "chi-tieu/<uuid:programme_id>/"
VERSION = "ke-hoach/ban/<uuid:version_id>/"
LABELLED = "tem-san-pham/<uuid:product_id>/"
SHEET = "nhap-du-lieu/<uuid:batch_id>/"
REGISTRATION = "ke-hoach/dang-ky/<uuid:registration_id>/"
FIGURES = REPORT + "so-lieu/"
FIGURE = FIGURES + "<uuid:series>/"

VOTE, PRODUCT = "binh-chon/<uuid:round_id>/", "ho-so-binh-chon/san-pham/<uuid:product_id>/"
ENTRY = "ho-so-binh-chon/<uuid:entry_id>/"
TITLE = "chung-nhan/<uuid:certificate_id>/"

#: The council's session, what came of it, titles.
COUNCIL = [
    path("phien-hop/", voting_session.sessions, name="voting-sessions"),
    path(VOTE + "phien-hop/", voting_session.session, name="voting-session"),
    path(VOTE + "phien-hop/<slug:slug>/", voting_session.act, name="voting-session-act"),
    path("bieu-quyet/", voting_ballot.ballots, name="voting-ballots"),
    path(VOTE + "bieu-quyet/", voting_ballot.ballot, name="voting-ballot"),
    path(VOTE + "bieu-quyet/<uuid:entry_id>/", voting_ballot.vote, name="voting-vote"),
    path(VOTE + "ket-qua/", voting_result.result, name="voting-result"),
    path(
        VOTE + "ket-qua/<slug:code>.<slug:form>",
        voting_result.document_file,
        name="voting-result-file",
    ),
    path(VOTE + "ket-qua/<slug:code>/trinh/", voting_result.forward, name="voting-forward"),
    path(VOTE + "cong-nhan/", voting_result.decide, name="voting-recognise"),
    path("chung-nhan/", voting_certificates.certificates, name="certificates"),
    path(TITLE, voting_certificates.certificate, name="certificate"),
    path(TITLE + "ban-in/", voting_certificates.printed, name="certificate-print"),
    path(TITLE + "giay.<slug:form>", voting_certificates.file, name="certificate-file"),
    path(TITLE + "thu-hoi/", voting_certificates.revoke, name="certificate-revoke"),
]

PARTNER = "trao-doi/he-thong/<uuid:partner_id>/"
urlpatterns = [
    *COUNCIL,
    path("", home.home, name="home"),
    path("bao-cao-dinh-ky/", edition_listing.listing, name="editions"),
    path("bao-cao-dinh-ky/soan/", edition_listing.begin, name="edition-begin"),
    path(EDITION, edition_page.edition, name="edition"),
    path(EDITION + "thay-doi/", edition_page.differences, name="edition-later"),
    path(EDITION + "so/", edition_page.figure, name="edition-figure"),
    path(EDITION + "ban-in/", edition_files.sheet, name="edition-sheet"),
    path(EDITION + "tep/<slug:form>", edition_files.file, name="edition-file"),
    path(EDITION + "xem-thu/", edition_previewing.preview, name="edition-preview"),
    path(EDITION + "viec/<slug:step>/", edition_acting.act, name="edition-act"),
    path("hoi-cho/", fair_pages.fairs, name="fairs"),
    path("hoi-cho/moi/", fair_pages.new, name="fair-new"),
    path(FAIR, fair_pages.fair, name="fair"),
    path(FAIR + "sua/", fair_pages.amend, name="fair-amend"),
    path(FAIR + "viec/<slug:slug>/", fair_pages.act, name="fair-act"),
    path(FAIR + "co-so/", fair_pages.join, name="fair-join"),
    path(FAIR + "co-so/<uuid:exhibitor_id>/", fair_pages.exhibitor, name="fair-exhibitor"),
    path(FAIR + "co-so/<uuid:exhibitor_id>/bo/", fair_pages.leave, name="fair-leave"),
    path("phong-trung-bay/", showrooms.showrooms, name="showrooms"),
    path("phong-trung-bay/moi/", showrooms.new, name="showroom-new"),
    path(SHOWROOM, showrooms.showroom, name="showroom"),
    path(SHOWROOM + "viec/<slug:slug>/", showrooms.act, name="showroom-act"),
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/da-doc/", notices.read_all, name="notices-read"),
    path("thong-bao/cach-nhan/", notice_settings.settings, name="notice-settings"),
    path("thong-bao/cach-nhan/ghi/", notice_settings.choose, name="notice-choose"),
    path("thong-bao/cau/", notice_wording.wordings, name="notice-wordings"),
    path("thong-bao/cau/<str:key>/", notice_wording.wording, name="notice-wording"),
    path("thong-bao/cau/<str:key>/viet/", notice_wording.word, name="notice-word"),
    path("thong-bao/cau/<str:key>/chuan/", notice_wording.use_standard, name="notice-standard"),
    path("thong-bao/<uuid:notice_id>/", notices.notice, name="notice"),
    path("thong-bao/<uuid:notice_id>/mo/", notices.open_, name="notice-open"),
    path("cau-mau/", phrases.phrases, name="phrases"),
    path(PHRASE, phrases.phrase, name="phrase"),
    path(PHRASE + "viet/", phrases.write, name="phrase-write"),
    path(PHRASE + "cau-chuan/", phrases.use_standard, name="phrase-standard"),
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/nop/", receiving.receive, name="receive"),
    path("bao-cao/nop/<uuid:intake_id>/", receiving.intake, name="intake"),
    path(REPORT, reports.report, name="report"),
    path(REPORT + "in/", reports.printed, name="report-print"),
    path(REPORT + "json/", reports.as_json, name="report-json"),
    path(REPORT + "goc/", reports.original, name="report-original"),
    path(REPORT + "so/<str:figure_id>/", reports.figure, name="figure"),
    path(REPORT + "doi-chieu/", stated.against, name="report-against"),
    path(REPORT + "doi-chieu/<uuid:series>/ghi/", stated.explain, name="report-explain"),
    path(REPORT + "xac-nhan/", confirming.confirm, name="confirm"),
    path(REPORT + "doc-lai/", rereading.rereading, name="reread"),
    path(REPORT + "doc-lai/nhan/", rereading.adopt, name="reread-adopt"),
    path(REPORT + "doc-lai/khong/", rereading.dismiss, name="reread-dismiss"),
    path(FIGURES, reviewing.review, name="review"),
    path(FIGURES + "nhan-het/", reviewing.accept_sound, name="review-accept-sound"),
    path(FIGURE + "nhan/", reviewing.accept, name="review-accept"),
    path(FIGURE + "de-ngoai/", reviewing.leave_out, name="review-leave-out"),
    path(FIGURE + "mo-lai/", reviewing.reopen, name="review-reopen"),
    path(FIGURE + "sua/", reviewing.correct, name="review-correct"),
    path(CHECK + "nhan/", decisions.accept, name="accept"),
    path(CHECK + "bo/", decisions.dismiss, name="dismiss"),
    path(CHECK + "hoan-tac/", decisions.undo, name="undo"),
    path(CHECK + "hoi/", decisions.ask, name="ask"),
    path("chi-tieu/", programme_pages.programmes, name="programmes"),
    path("chi-tieu/dia-ban-kho-khan/", difficult_pages.difficult, name="difficult"),
    path("chi-tieu/dia-ban-kho-khan/ghi/", difficult_pages.new, name="difficult-new"),
    path("chi-tieu/moi/", programme_setting.new, name="programme-new"),
    path(PROGRAMME, programme_pages.programme, name="programme"),
    path(PROGRAMME + "so/<str:measure>/", programme_pages.rows_behind, name="programme-behind"),
    path(PROGRAMME + "ai-duoc-ho-tro/", programme_pages.who, name="programme-who"),
    path(PROGRAMME + "muc-tieu/", programme_setting.target, name="programme-target"),
    path(
        PROGRAMME + "muc-tieu/<uuid:target_id>/rut/",
        programme_setting.withdraw,
        name="programme-withdraw",
    ),
    path(PROGRAMME + "ke-hoach/", programme_setting.plan, name="programme-plan"),
    path(PROGRAMME + "uoc/", programme_setting.estimate, name="programme-estimate"),
    path(PROGRAMME + "boi-canh/", programme_setting.context, name="programme-context"),
    path("co-so/xuat.xlsx", list_files.establishments, name="establishments-file"),
    path("de-an/xuat.xlsx", list_files.projects, name="projects-file"),
    path("nhu-cau/xuat.xlsx", list_files.needs, name="needs-file"),
    path("de-nghi/xuat.xlsx", list_files.requests, name="requests-file"),
    path("ke-hoach/xuat.xlsx", list_files.plans, name="plans-file"),
    path("ket-qua/xuat.xlsx", list_files.results, name="results-file"),
    path("kien-nghi/xuat.xlsx", list_files.proposals, name="proposals-file"),
    path("don-vi/xuat.xlsx", list_files.bodies, name="bodies-file"),
    path(PROGRAMME + "xuat.xlsx", list_files.targets, name="targets-file"),
    path("nhap-du-lieu/", sheets.sheets, name="sheets"),
    path("nhap-du-lieu/mau/<slug:kind>.xlsx", sheet_files.template, name="sheet-template"),
    path("nhap-du-lieu/xuat/<slug:kind>.xlsx", sheet_files.export, name="sheet-export"),
    path(SHEET, sheets.sheet, name="sheet"),
    path(SHEET + "tra-loi/", sheets.answer, name="sheet-answer"),
    path(SHEET + "to/", sheets.choose, name="sheet-choose"),
    path(SHEET + "xac-nhan/", sheets.confirm, name="sheet-confirm"),
    path(SHEET + "bo/", sheets.cancel, name="sheet-cancel"),
    path(SHEET + "hoan-tac/", sheets.undo, name="sheet-undo"),
    path(SHEET + "giai-trinh/", sheets.settle, name="sheet-settle"),
    path(SHEET + "ghi-loi/", sheet_files.marked, name="sheet-marked"),
    path("luat/", law.register, name="law"),
    path("luat/van-ban/<str:key>/", law.document, name="law-document"),
    path("luat/van-ban/<str:key>/danh-muc/", law_portfolio.of_document, name="law-portfolio"),
    path(
        "luat/van-ban/<str:key>/danh-muc/tep/",
        law_portfolio.of_document_file,
        name="law-portfolio-file",
    ),
    path(PARAMETER + "danh-muc/", law_portfolio.of_parameter, name="law-parameter-portfolio"),
    path(
        PARAMETER + "danh-muc/tep/",
        law_portfolio.of_parameter_file,
        name="law-parameter-portfolio-file",
    ),
    path("luat/ghi/", law_register.enter, name="law-enter"),
    path("luat/van-ban/<str:key>/kiem-chung/", law_register.verify, name="law-verify"),
    path("luat/tham-so/", law.parameters, name="law-parameters"),
    path("luat/tinh/ghi/", law_register.record, name="law-record"),
    path("luat/muc/", law.ceilings, name="law-ceilings"),
    path("luat/thu/", law.try_support, name="law-try"),
    path("luat/tinh/", law.instruments, name="law-instruments"),
    path("luat/de-xuat/", law_editing.propose, name="law-propose"),
    path(PARAMETER, law_editing.parameter, name="law-parameter"),
    path(PARAMETER + "xac-nhan/", law_editing.confirm, name="law-confirm"),
    path(PARAMETER + "rut/", law_editing.withdraw, name="law-withdraw"),
    path(PARAMETER + "ket-thuc/", law_editing.end, name="law-end"),
    path(PARAMETER + "ly-do/", law_editing.accept_conflict, name="law-reason"),
    path("luat/ket-thuc/<uuid:end_id>/", law_editing.confirm_end, name="law-confirm-end"),
    path("luat/dieu/<uuid:article_id>/", law_editing.attach, name="law-attach"),
    path("co-so/", establishments.establishments, name="establishments"),
    path("co-so/moi/", profiles.new, name="establishment-new"),
    path("co-so/trung/", twins.pairs, name="twins"),
    path(ESTABLISHMENT, establishments.establishment, name="establishment"),
    path(ESTABLISHMENT + "sua/", profiles.amend, name="establishment-amend"),
    path(ESTABLISHMENT + "xa/", profiles.commune, name="establishment-commune"),
    path(ESTABLISHMENT + "so-lieu/", profiles.figure, name="establishment-figure"),
    path(ESTABLISHMENT + "tai-khoan/", representatives.give, name="representative-give"),
    path(
        ESTABLISHMENT + "tai-khoan/<uuid:representation_id>/thoi/",
        representatives.end,
        name="representative-end",
    ),
    path(ESTABLISHMENT + "so-dinh-danh/", profiles.number, name="establishment-number"),
    path(ESTABLISHMENT + "tach/", twins.undo, name="merge-undo"),
    path(ESTABLISHMENT + "ho-tro/", supports.record, name="support-new"),
    path(ESTABLISHMENT + "cho-qua/", supports.override, name="double-override"),
    path(PAIR, twins.compare, name="compare"),
    path(PAIR + "gop/", twins.merge, name="merge"),
    path(PAIR + "khac/", twins.apart, name="apart"),
    path("ho-tro-khac/", supports.supports, name="supports"),
    path("ho-tro-khac/danh-sach/", supports.preview, name="support-list"),
    path("ho-tro-khac/danh-sach/ghi/", supports.record_list, name="support-list-record"),
    path("ho-tro-khac/<uuid:support_id>/rut/", supports.withdraw, name="support-withdraw"),
    path("cum-cong-nghiep/", clusters.listing, {"of": CLUSTERS}, name="clusters"),
    path("cum-cong-nghiep/moi/", clusters.new, {"of": CLUSTERS}, name="cluster-new"),
    path(CLUSTER, clusters.one, {"of": CLUSTERS}, name="cluster"),
    path(CLUSTER + "so-lieu/", clusters.figure, {"of": CLUSTERS}, name="cluster-figure"),
    path("lang-nghe/", clusters.listing, {"of": VILLAGES}, name="villages"),
    path("lang-nghe/moi/", clusters.new, {"of": VILLAGES}, name="village-new"),
    path(VILLAGE, clusters.one, {"of": VILLAGES}, name="village"),
    path(VILLAGE + "cong-nhan/", clusters.recognise, {"of": VILLAGES}, name="village-recognise"),
    path(VILLAGE + "so-lieu/", clusters.figure, {"of": VILLAGES}, name="village-figure"),
    path("nghe-nhan/", clusters.listing, {"of": ARTISANS}, name="artisans"),
    path("nghe-nhan/moi/", clusters.new, {"of": ARTISANS}, name="artisan-new"),
    path(ARTISAN, clusters.one, {"of": ARTISANS}, name="artisan"),
    path(ARTISAN + "cong-nhan/", clusters.recognise, {"of": ARTISANS}, name="artisan-recognise"),
    path("de-an/", listing.projects, name="projects"),
    path("de-an/moi/", drafting.new, name="project-new"),
    path("de-an/tu-de-nghi/", growing.from_requests, name="project-from-requests"),
    path(PROJECT + "van-ban/", project_documents.documents, name="project-documents"),
    path(
        PROJECT_DOCUMENT + ".<slug:form>", project_documents.document_file, name="project-document"
    ),
    path(PROJECT_DOCUMENT + "/trinh/", project_documents.draft, name="project-document-draft"),
    path(PROJECT, page.project, name="project"),
    path(PROJECT + "sua/", drafting.amend, name="project-amend"),
    path(PROJECT + "dong/", drafting.line, name="line-new"),
    path(LINE + "sua/", drafting.line, name="line-amend"),
    path(LINE + "bo/", drafting.drop, name="line-drop"),
    path(ON_LINE, acting.act, {"of": "line"}, name="project-line-act"),
    path(ON_FINDING, acting.act, {"of": "finding"}, name="project-finding-act"),
    path(ON_CHANGE, acting.act, {"of": "change"}, name="project-change-act"),
    path(PROJECT + "<slug:slug>/", acting.act, name="project-act"),
    path("thoi-gian/", durations.durations, name="project-durations"),
    path("ke-hoach/", plan_listing.plans, name="plans"),
    path("ke-hoach/moi/", plan_listing.new, name="plan-new"),
    path("ke-hoach/dang-ky/", plan_registering.registrations, name="registrations"),
    path("ke-hoach/dang-ky/moi/", plan_registering.new, name="registration-new"),
    path(REGISTRATION, plan_registering.registration, name="registration"),
    path(REGISTRATION + "sua/", plan_registering.amend, name="registration-amend"),
    path(REGISTRATION + "gui/", plan_registering.send, name="registration-send"),
    path(REGISTRATION + "tep/<slug:kind>/", plan_papers.letter, name="registration-file"),
    path(PLAN, plan_page.plan, name="plan"),
    path(PLAN + "phien-ban/", plan_page.begin, name="plan-begin"),
    path(PLAN + "giai-phong/", plan_page.reassign, name="plan-reassign"),
    path(PLAN + "so-sanh/", plan_page.compare, name="plan-compare"),
    path(VERSION + "xep/", plan_preparing.arrange, name="plan-arrange"),
    path(VERSION + "xep/<uuid:row_id>/", plan_preparing.move, name="plan-move"),
    path(VERSION + "de-xuat/", plan_preparing.suggestion, name="plan-suggestion"),
    path(VERSION + "trinh/", plan_deciding.submit, name="plan-submit"),
    path(VERSION + "rut/", plan_deciding.withdraw, name="plan-withdraw"),
    path(VERSION + "tra-lai/", plan_deciding.give_back, name="plan-return"),
    path(VERSION + "duyet/", plan_deciding.approve, name="plan-approve"),
    path(VERSION + "tep/<slug:kind>/", plan_papers.submission, name="plan-file"),
    path("nganh/", trades.trades, name="trades"),
    path("nganh/nhap/", trades.bring_in, name="trades-import"),
    path("kinh-phi/", budgets.budgets, name="budgets"),
    path("kinh-phi/giao/", budgets.allot, name="budget-allot"),
    path(BUDGET, budgets.budget, name="budget"),
    path(BUDGET + "chuyen-nguon/", budgets.carry, name="budget-carry"),
    path(BUDGET + "khoa/", budgets.close, name="budget-close"),
    path(BUDGET + "mo-lai/", budgets.reopen, name="budget-reopen"),
    path("mau-thuan/", disputes.disputes, name="disputes"),
    path("mau-thuan/mot/", disputes.dispute, name="dispute"),
    path("mau-thuan/mot/chon/", disputes.choose, name="dispute-choose"),
    path("mau-thuan/mot/rut/", disputes.withdraw, name="dispute-withdraw"),
    path("van-thu/", office.books, name="office"),
    path("van-thu/so/<uuid:book_id>/rieng/", office.open_book, name="office-book"),
    path(DOCUMENT, office.document, name="office-document"),
    path(DOCUMENT + "van-ban.<slug:form>", office.document_file, name="office-file"),
    path(DOCUMENT + "ky/", office.sign, name="office-sign"),
    path(DOCUMENT + "so/", office.number, name="office-number"),
    path(DOCUMENT + "bo/", office.drop, name="office-drop"),
    path(DOCUMENT + "huy/", office.revoke, name="office-revoke"),
    path("bo-cong-cu/", kit_listing.kits, name="kits"),
    path("bo-cong-cu/moi/", kit_listing.new, name="kit-new"),
    path("bo-cong-cu/nhan/", kit_incoming.put_in, name="kit-put-in"),
    path("bo-cong-cu/phieu/<uuid:entry_id>/", kit_entries.entry, name="kit-sheet"),
    path("bo-cong-cu/phieu/<uuid:entry_id>/quyet/", kit_entries.decide, name="kit-decide"),
    path("bo-cong-cu/phieu/<uuid:entry_id>/bo/", kit_entries.dismiss, name="kit-dismiss"),
    path("bo-cong-cu/phieu/<uuid:entry_id>/co-so/", kit_entries.name, name="kit-name"),
    path("bo-cong-cu/<uuid:kit_id>/", kit_listing.kit, name="kit"),
    path("bo-cong-cu/<uuid:kit_id>/tep/", kit_listing.file, name="kit-file"),
    path("bo-cong-cu/<uuid:kit_id>/thu-hoi/", kit_listing.revoke, name="kit-revoke"),
    path("bo-cong-cu/<uuid:kit_id>/nhan/", kit_incoming.take_in, name="kit-take-in"),
    path(
        "bo-cong-cu/<uuid:kit_id>/bien-nhan/<uuid:returned_id>/",
        kit_incoming.receipt,
        name="kit-receipt",
    ),
    path("nhu-cau/", needs.needs, name="needs"),
    path("nhu-cau/moi/", needs.choose, name="need-choose"),
    path("nhu-cau/moi/<uuid:establishment_id>/", needs.new, name="need-new"),
    path("nhu-cau/chua-dap-ung/", needs.unmet, name="needs-unmet"),
    path("nhu-cau/chua-dap-ung/chuyen/", needs.carry, name="needs-carry"),
    path("nhu-cau/dot/", rounds.rounds, name="rounds"),
    path("nhu-cau/dot/moi/", rounds.new, name="round-new"),
    path("nhu-cau/dot/<uuid:round_id>/", rounds.round, name="round"),
    path("nhu-cau/dot/<uuid:round_id>/dong/", rounds.close, name="round-close"),
    path("chat-luong/", quality.units, name="quality"),
    path("chat-luong/<uuid:body_id>/", quality.unit, name="quality-unit"),
    path("theo-doi/", follow_ups.follow_ups, name="follow-ups"),
    path("don-vi/", bodies.bodies, name="bodies"),
    path(BODY, bodies.body, name="body"),
    path(BODY + "ghi/<slug:slug>/", bodies.tell, name="body-tell"),
    path(BODY + "bo/<slug:kind>/<uuid:row_id>/", bodies.take_back, name="body-take-back"),
    path(BODY + "ket-thuc/<slug:kind>/<uuid:row_id>/", bodies.end, name="body-end"),
    path(BODY + "xoa-ten/<slug:of>/<uuid:row_id>/", bodies.erase, name="body-erase"),
    path(BODY + "nguoi/<uuid:member_id>/", bodies.person, name="body-person"),
    path(BODY + "nguoi/<uuid:member_id>/thoi/", bodies.person_left, name="body-person-left"),
    path(
        BODY + "cong-tac-vien/<uuid:helper_id>/thoi/",
        bodies.collaborator_left,
        name="body-collaborator-left",
    ),
    path("lap-bao-cao/", writing.report, name="writing"),
    path("lap-bao-cao/tep/<str:kind>/", writing.file, name="writing-file"),
    path("lap-bao-cao/so/<str:key>/", writing.figure, name="figure-evidence"),
    path("lich-bao-cao/", reporting_calendar.calendar, name="reporting"),
    path("lich-bao-cao/mo-nam/", reporting_calendar.open_year, name="reporting-year"),
    path("lich-bao-cao/yeu-cau/", reporting_calendar.ask, name="reporting-ask"),
    path("lich-bao-cao/che-do/", reporting_regimes.regimes, name="reporting-regimes"),
    path("lich-bao-cao/che-do/de-xuat/", reporting_regimes.propose, name="reporting-propose"),
    path(REGIME, reporting_regimes.regime, name="reporting-regime"),
    path(REGIME + "xac-nhan/", reporting_regimes.confirm, name="reporting-confirm"),
    path(REGIME + "rut/", reporting_regimes.withdraw, name="reporting-withdraw"),
    path(DUTY, reporting_duty.duty, name="duty"),
    path(DUTY + "ca-ky/", reporting_round.round_, name="duty-round"),
    path(DUTY + "ca-ky/han/", reporting_round.set_due, name="duty-round-due"),
    path(DUTY + "tep/<uuid:submission_id>/", reporting_duty.file, name="duty-file"),
    path(DUTY + "lap/", edition_owed.begin, name="duty-report"),
    path(DUTY + "<slug:slug>/", reporting_duty.act, name="duty-act"),
    path("kien-nghi/", proposals.proposals, name="proposals"),
    path("kien-nghi/moi/", proposals.new, name="proposal-new"),
    path("kien-nghi/han-che/", remarks.counts, name="remarks"),
    path("kien-nghi/han-che/dong/", remarks.rows, name="remark-rows"),
    path("kien-nghi/han-che/ghi/", remarks.new, name="remark-new"),
    path("kien-nghi/han-che/<uuid:remark_id>/bo/", remarks.take_back, name="remark-take-back"),
    path(PROPOSAL, proposals.proposal, name="proposal"),
    path(PROPOSAL + "gan-nhan/", proposals.tag, name="proposal-tag"),
    path(PROPOSAL + "<slug:slug>/", proposals.act, name="proposal-act"),
    path(NEED, needs.need, name="need"),
    path(NEED + "sua/", needs.amend, name="need-amend"),
    path(NEED + "bo/", needs.drop, name="need-drop"),
    path(NEED + "de-nghi/", needs.to_request, name="need-request"),
    path("dang-ky-co-so/", claims.claims, name="claims"),
    path(CLAIM, claims.claim, name="claim"),
    path(CLAIM + "xac-nhan/", claims.confirm, name="claim-confirm"),
    path(CLAIM + "tu-choi/", claims.refuse, name="claim-refuse"),
    path("de-nghi/giup/", helping.help_, name="help"),
    path(REQUEST + "thoi-giup/", helping.end, name="help-end"),
    path("de-nghi/", requests.requests, name="requests"),
    path("de-nghi/moi/<uuid:establishment_id>/", requests.start, name="request-start"),
    path(REQUEST, requests.one_request, name="request"),
    *addresses(requests.FACE, request=REQUEST, paper="giay-to/<uuid:paper_id>/"),
    path(REQUEST + "gui/", requests.send, name="request-send"),
    path(REQUEST + "tiep-nhan/", requests.receive, name="request-receive"),
    path(REQUEST + "du-dieu-kien/", requests.accept, name="request-accept"),
    path(REQUEST + "tra-lai/", requests.give_back, name="request-return"),
    path(REQUEST + "tu-choi/", requests.refuse, name="request-refuse"),
    path(REQUEST + "rut/", requests.withdraw, name="request-withdraw"),
    path("ket-qua/", result_listing.results, name="results"),
    path("ket-qua/moi/", result_listing.choose, name="result-choose"),
    path("ket-qua/moi/<slug:kind_code>/", result_recording.new, name="result-new"),
    path(RESULT, result_page.result, name="result"),
    path(RESULT + "sua/", result_recording.amend, name="result-amend"),
    path(RESULT + "rut/", result_recording.withdraw, name="result-withdraw"),
    path(RESULT + "danh-sach/", result_page.roster, name="result-roster"),
    path(RESULT + "giay-to/", result_page.add_paper, name="result-paper-add"),
    path(RESULT + "giay-to/<uuid:use_id>/", result_page.paper, name="result-paper"),
    path(RESULT + "giay-to/<uuid:use_id>/bo/", result_page.take_off_paper, name="result-paper-off"),
    path("binh-chon/", votes.rounds, name="voting"),
    path("binh-chon/moi/", votes.new, name="voting-new"),
    path("binh-chon/tieu-chi/", vote_criteria.criteria, name="voting-criteria"),
    path("binh-chon/tieu-chi/moi/", vote_criteria.new, name="voting-criteria-new"),
    path("binh-chon/tieu-chi/<uuid:set_id>/", vote_criteria.one_set, name="voting-criteria-set"),
    path(VOTE, votes.round, name="voting-round"),
    path(VOTE + "sua/", votes.amend, name="voting-amend"),
    path(VOTE + "buoc/<slug:name>/", votes.step, name="voting-step"),
    path(VOTE + "ho-so/", votes.entries, name="voting-entries"),
    path(VOTE + "nhan-het/", votes.accept_all, name="voting-accept-all"),
    path(VOTE + "dua-len/<uuid:entry_id>/", votes.climb, name="voting-climb"),
    path("ho-so-binh-chon/", vote_products.products, name="products"),
    path("ho-so-binh-chon/moi/", vote_products.choose, name="product-choose"),
    path("ho-so-binh-chon/moi/<uuid:establishment_id>/", vote_products.new, name="product-new"),
    path("ho-so-binh-chon/anh/<uuid:photo_id>/<slug:size>/", vote_products.picture, name="photo"),
    path(PRODUCT, vote_products.product, name="product"),
    path(PRODUCT + "sua/", vote_products.amend, name="product-amend"),
    path(PRODUCT + "anh/", vote_products.photos, name="product-photos"),
    path(PRODUCT + "anh/<uuid:photo_id>/bo/", vote_products.photo_off, name="product-photo-off"),
    path(PRODUCT + "du-thi/", vote_products.enter, name="entry-begin"),
    path(ENTRY, vote_entries.entry, name="entry"),
    path(ENTRY + "phan/<slug:slug>/", vote_entries.part, name="entry-part"),
    path(ENTRY + "giay-to/", vote_entries.papers, name="entry-papers"),
    path(ENTRY + "giay-to/<uuid:use_id>/", vote_entries.paper, name="entry-paper"),
    path(ENTRY + "giay-to/<uuid:use_id>/bo/", vote_entries.paper_off, name="entry-paper-off"),
    path(ENTRY + "giay-to/<uuid:paper_id>/dung/", vote_entries.use_again, name="entry-paper-use"),
    path(ENTRY + "kiem-tra/", vote_entries.check, name="entry-check"),
    path(ENTRY + "tep/<slug:ending>/", vote_entries.file, name="entry-file"),
    path(ENTRY + "buoc/<slug:name>/", vote_entries.step, name="entry-step"),
    # Labels, the page behind a QR, reports of fakes.
    path("tem-san-pham/", voting_labels.labels, name="labels"),
    path(LABELLED, voting_labels.product, name="label-product"),
    path(LABELLED + "gioi-thieu/", voting_telling.about, name="label-about"),
    path(LABELLED + "cong-doan/", voting_telling.steps, name="label-steps"),
    path(LABELLED + "lo/", voting_telling.batch, name="label-batch"),
    path(LABELLED + "lo/<uuid:batch_id>/thu-hoi/", voting_telling.recall, name="label-recall"),
    path(LABELLED + "in/<uuid:title_id>/", voting_labels.sheet, name="label-sheet"),
    path("san-pham-gia/", voting_fakes.fakes, name="fakes"),
    path("san-pham-gia/<uuid:fake_id>/", voting_fakes.fake, name="fake"),
    path(ACCOUNTS, account_listing.accounts, name="accounts"),
    path(ACCOUNTS + "moi/", account_acting.open_account, name="account-new"),
    path(ACCOUNT, account_page.account, name="account"),
    path(ACCOUNT + "vai-tro/", account_acting.give, name="account-give"),
    path(
        ACCOUNT + "vai-tro/<uuid:membership_id>/thoi/", account_acting.end, name="account-role-end"
    ),
    path(ACCOUNT + "sua/", account_acting.amend, name="account-amend"),
    path(ACCOUNT + "khoa/", account_acting.close, name="account-close"),
    path(ACCOUNT + "mo-lai/", account_acting.reopen, name="account-reopen"),
    path(ACCOUNT + "mat-khau/", account_acting.give_password, name="account-password"),
    path(ACCOUNT + "thu-mat-khau/", account_acting.send_letter, name="account-letter"),
    path(CONNECTIONS, connections.connections, name="connections"),
    path(CONNECTIONS + "ma/moi/", connections.new_token, name="token-new"),
    path(CONNECTIONS + "ma/<uuid:token_id>/xac-nhan/", connections.confirm_token, name="token-yes"),
    path(CONNECTIONS + "ma/<uuid:token_id>/thu-hoi/", connections.revoke_token, name="token-end"),
    path(CONNECTIONS + "noi-nhan/moi/", hooks.new_hook, name="hook-new"),
    path(HOOK, hooks.hook, name="hook"),
    path(HOOK + "doi-khoa/", hooks.rotate, name="hook-rotate"),
    path(HOOK + "dung/", hooks.end, name="hook-end"),
    path(HOOK + "gui-lai/<uuid:delivery_id>/", hooks.again, name="hook-again"),
    path("thu-vien/", gallery.gallery, name="gallery"),
    # The jury scores, the secretariat keys and tallies.
    path("cham-diem/", vote_scoring.rounds, name="scoring"),
    path("cham-diem/<uuid:seat_id>/", vote_scoring.sheets, name="score-sheets"),
    path("cham-diem/<uuid:seat_id>/mot-trang/", vote_scoring.on_one_page, name="score-together"),
    path("cham-diem/<uuid:seat_id>/khai/", vote_scoring.declare, name="score-declare"),
    path("cham-diem/<uuid:seat_id>/khoa/", vote_scoring.lock_all, name="score-lock-all"),
    path(SCORE_SHEET, vote_scoring.sheet, name="score-sheet"),
    path(SCORE_SHEET + "gui/", vote_offline.send, name="score-send"),
    path(SCORE_SHEET + "lien-quan/", vote_scoring.keep_out, name="score-keep-out"),
    path(SCORE_SHEET + "anh/<uuid:photo_id>/<slug:size>/", vote_scoring.photo, name="score-photo"),
    path(SCORE_SHEET + "phieu.<slug:form>", vote_scoring.paper, name="score-paper"),
    path(VOTE + "thanh-vien/", vote_members.page, name="vote-members"),
    path(VOTE + "thanh-vien/<uuid:seat_id>/thoi/", vote_members.end, name="vote-seat-end"),
    path(VOTE + "thanh-vien/<uuid:seat_id>/tranh/", vote_members.keep_out, name="vote-keep-out"),
    path(VOTE + "xung-dot/<uuid:conflict_id>/go/", vote_members.lift, name="vote-lift"),
    path(VOTE + "cham/", vote_secretariat.page, name="vote-scoring"),
    path(VOTE + "cham/<slug:name>/", vote_secretariat.step, name="vote-step"),
    path(VOTE + "thuc-te/", vote_secretariat.visited, name="vote-visits"),
    path(VOTE + "phieu-giay/", vote_keying.sheets, name="paper-sheets"),
    path(VOTE + "phieu-giay/in.pdf", vote_keying.print_sheets, name="paper-sheets-print"),
    path(VOTE + "phieu-giay/<uuid:sheet_id>/", vote_keying.sheet, name="paper-sheet"),
    path(
        VOTE + "phieu-giay/<uuid:sheet_id>/phieu.<slug:form>",
        vote_keying.print_sheet,
        name="paper-print",
    ),
    path("tin/", news_listing.listing, name="news"),
    path("tin/soan/<slug:slug>/", news_writing.new, name="publication-new"),
    path(PUBLICATION, news_page.publication, name="publication"),
    path(PUBLICATION + "sua/", news_writing.amend, name="publication-amend"),
    path(PUBLICATION + "dang/", news_page.publish, name="publication-publish"),
    path(PUBLICATION + "go/", news_page.take_back, name="publication-take-back"),
    path(PUBLICATION + "anh/<int:number>/", news_page.picture, name="publication-picture"),
    path("cau-hoi/", news_questions.questions, name="questions"),
    path(QUESTION, news_questions.question, name="question"),
    path(QUESTION + "tra-loi/", news_questions.answer, name="question-answer"),
    path(QUESTION + "khong-tra-loi/", news_questions.set_aside, name="question-set-aside"),
    path(QUESTION + "go/", news_questions.take_back, name="question-take-back"),
    path("trao-doi/", exchange_partners.partners, name="exchange"),
    path("trao-doi/them/", exchange_partners.enter, name="exchange-enter"),
    path("trao-doi/doi-khoa/", exchange_partners.change_key, name="exchange-key"),
    path("trao-doi/nhan-goi/", exchange_partners.take_bundle, name="exchange-take"),
    path("trao-doi/goi/<uuid:bundle_id>/", exchange_partners.bundle, name="exchange-bundle"),
    path(PARTNER, exchange_partners.partner, name="exchange-partner"),
    path(PARTNER + "viec/", exchange_partners.act, name="exchange-act"),
    path(PARTNER + "lap-goi/", exchange_partners.write_bundle, name="exchange-write"),
    path("trao-doi/de-nghi/", exchange_wishes.wishes, name="exchange-wishes"),
    path("trao-doi/de-nghi/<uuid:wish_id>/", exchange_wishes.wish, name="exchange-wish"),
    path(
        "trao-doi/de-nghi/<uuid:wish_id>/quyet-dinh/",
        exchange_wishes.decide_wish,
        name="exchange-decide",
    ),
    path("trao-doi/nguon-goc/", exchange_sources.sources, name="exchange-sources"),
    path("trao-doi/ma/", exchange_sources.codes, name="exchange-codes"),
    path("trao-doi/ma/ghi/", exchange_sources.tell, name="exchange-code"),
]
