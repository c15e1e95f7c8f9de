"""What can be permitted, each with one sentence that a director may read."""

from enum import StrEnum


class Permission(StrEnum):
    """A single thing that a role may do; its sentence stands beside it in `SENTENCES`."""

    DESK_ENTER = "desk.enter"
    REPORT_READ = "report.read"
    REPORT_RECEIVE = "report.receive"
    REPORT_DECIDE = "report.decide"
    REPORT_ASK = "report.ask"
    REPORT_REVIEW = "report.review"
    REPORT_PHRASE = "report.phrase"
    REPORTING_SEND = "reporting.send"
    REPORTING_ACCEPT = "reporting.accept"
    FIGURE_CHOOSE = "figure.choose"
    EDITION_READ = "edition.read"
    EDITION_DRAFT = "edition.draft"
    EDITION_REVIEW = "edition.review"
    EDITION_SIGN = "edition.sign"
    EDITION_SEND = "edition.send"
    SHEET_IMPORT = "sheet.import"
    ORGANISATION_SUCCEED = "organisation.succeed"
    ORGANISATION_READ = "organisation.read"
    ORGANISATION_EDIT = "organisation.edit"
    ORGANISATION_STAFF = "organisation.staff"
    LAW_PROPOSE = "law.propose"
    LAW_CONFIRM = "law.confirm"
    LAW_ATTACH = "law.attach"
    ESTABLISHMENT_READ = "establishment.read"
    ESTABLISHMENT_EDIT = "establishment.edit"
    ESTABLISHMENT_MERGE = "establishment.merge"
    ESTABLISHMENT_REVEAL = "establishment.reveal"
    SUPPORT_RECORD = "support.record"
    SUPPORT_OVERRIDE = "support.override"
    TRADE_IMPORT = "trade.import"
    PROGRAMME_EDIT = "programme.edit"
    NEED_READ = "need.read"
    NEED_RECORD = "need.record"
    REQUEST_READ = "request.read"
    REQUEST_PREPARE = "request.prepare"
    REQUEST_SCREEN = "request.screen"
    PROPOSAL_READ = "proposal.read"
    PROPOSAL_RAISE = "proposal.raise"
    PROPOSAL_PASS = "proposal.pass"
    PROPOSAL_ANSWER = "proposal.answer"
    REMARK_RECORD = "remark.record"
    PROJECT_READ = "project.read"
    PROJECT_DRAFT = "project.draft"
    PROJECT_REGISTER = "project.register"
    PROJECT_APPRAISE_BASE = "project.appraise_base"
    PROJECT_CONCLUDE_BASE = "project.conclude_base"
    PROJECT_APPRAISE_UPPER = "project.appraise_upper"
    PROJECT_CONCLUDE_UPPER = "project.conclude_upper"
    PROJECT_ASSIGN = "project.assign"
    PROJECT_CONTRACT = "project.contract"
    PROJECT_CARRY_OUT = "project.carry_out"
    PROJECT_INSPECT = "project.inspect"
    PROJECT_ACCEPT = "project.accept"
    PROJECT_SETTLE = "project.settle"
    PROJECT_FOLLOW_UP = "project.follow_up"
    PROJECT_RECORD_PAST = "project.record_past"
    CHANGE_REQUEST = "change.request"
    CHANGE_CONFIRM = "change.confirm"
    CHANGE_APPROVE = "change.approve"
    CHANGE_APPROVE_GREAT = "change.approve_great"
    RESULT_READ = "result.read"
    RESULT_RECORD = "result.record"
    PLAN_READ = "plan.read"
    PLAN_PREPARE = "plan.prepare"
    PLAN_SUBMIT = "plan.submit"
    PLAN_APPROVE = "plan.approve"
    FUNDS_READ = "funds.read"
    FUNDS_ALLOT = "funds.allot"
    FUNDS_PAY = "funds.pay"
    FUNDS_CLOSE = "funds.close"
    VOTING_READ = "voting.read"
    VOTING_ORGANISE = "voting.organise"
    VOTING_ENTER = "voting.enter"
    VOTING_APPOINT = "voting.appoint"
    VOTING_SCORE = "voting.score"
    VOTING_DECIDE = "voting.decide"
    VOTING_MINUTES = "voting.minutes"
    CERTIFICATE_ISSUE = "certificate.issue"
    CERTIFICATE_REVOKE = "certificate.revoke"
    PRODUCT_TELL = "product.tell"
    FAIR_READ = "fair.read"
    FAIR_EDIT = "fair.edit"
    DOCUMENT_NUMBER = "document.number"
    KIT_READ = "kit.read"
    KIT_ISSUE = "kit.issue"
    KIT_TAKE_IN = "kit.take_in"
    QUALITY_READ = "quality.read"
    NEWS_READ = "news.read"
    NEWS_WRITE = "news.write"
    NEWS_PUBLISH = "news.publish"
    QUESTION_READ = "question.read"
    QUESTION_ANSWER = "question.answer"
    CONNECTION_KEEP = "connection.keep"
    CONNECTION_CONFIRM = "connection.confirm"
    EXCHANGE_READ = "exchange.read"
    EXCHANGE_PARTNER = "exchange.partner"
    EXCHANGE_DECIDE = "exchange.decide"
    NOTICE_WORD = "notice.word"
    JOURNAL_READ = "journal.read"
    JOURNAL_VERIFY = "journal.verify"
    ACCOUNT_MANAGE = "account.manage"
    ROLE_KNOW = "role.know"


SENTENCES: dict[Permission, str] = {
    Permission.DESK_ENTER: "Vào bàn làm việc sau khi đăng nhập.",
    Permission.REPORT_READ: "Xem báo cáo và kết quả soát trong phạm vi của mình.",
    Permission.REPORT_RECEIVE: "Nộp một báo cáo để hệ thống đọc và soát.",
    Permission.REPORT_DECIDE: "Ghi nhận hoặc bác một kết quả soát, có lý do.",
    Permission.REPORT_ASK: "Gửi câu hỏi về một kết quả soát tới đơn vị soạn báo cáo.",
    Permission.REPORT_REVIEW: "Xác nhận báo cáo nói về đâu, lúc nào; soát từng số liệu của nó.",
    Permission.REPORT_PHRASE: "Sửa câu mẫu mà báo cáo của đơn vị viết theo, có lý do.",
    Permission.REPORTING_SEND: "Ghi việc gửi báo cáo định kỳ mà đơn vị mình phải gửi.",
    Permission.REPORTING_ACCEPT: (
        "Tiếp nhận, trả lại, yêu cầu báo cáo gửi tới đơn vị mình; ghi hạn gửi, có căn cứ."
    ),
    Permission.FIGURE_CHOOSE: "Chọn số chính thức khi các báo cáo nói khác nhau, có lý do.",
    Permission.EDITION_READ: "Xem các ấn bản báo cáo định kỳ trong phạm vi của mình.",
    Permission.EDITION_DRAFT: "Soạn báo cáo định kỳ, viết phần của mình, lập bản thay.",
    Permission.EDITION_REVIEW: "Soát và chốt số liệu một báo cáo do người khác soạn; trả lại.",
    Permission.EDITION_SIGN: "Ký báo cáo định kỳ do người khác soạn và soát.",
    Permission.EDITION_SEND: "Nộp bản đã ký số, gửi báo cáo đã có số.",
    Permission.SHEET_IMPORT: "Nhập bảng tính: xem trước, xác nhận, hoàn tác một lần nhập.",
    Permission.ORGANISATION_SUCCEED: "Ghi nhận một đơn vị tiếp nhận hồ sơ của đơn vị đã sáp nhập.",
    Permission.ORGANISATION_READ: (
        "Xem hồ sơ đơn vị trong phạm vi: nhiệm vụ, số người, nguồn thu; không thấy tên người."
    ),
    Permission.ORGANISATION_EDIT: "Ghi nhiệm vụ, số người, nguồn thu, trụ sở, phối hợp của đơn vị.",
    Permission.ORGANISATION_STAFF: "Ghi, xem từng người làm việc và cộng tác viên của đơn vị.",
    Permission.LAW_PROPOSE: "Đề xuất thêm, kết thúc tham số pháp luật trong phạm vi của mình.",
    Permission.LAW_CONFIRM: "Xác nhận đề xuất của người khác; ghi lý do khi mức vượt trung ương.",
    Permission.LAW_ATTACH: "Nhập nguyên văn điều khoản vào sổ văn bản.",
    Permission.ESTABLISHMENT_READ: "Xem hồ sơ cơ sở công nghiệp nông thôn trong phạm vi của mình.",
    Permission.ESTABLISHMENT_EDIT: (
        "Ghi, sửa hồ sơ cơ sở, cụm công nghiệp, làng nghề, nghệ nhân; xem số điện thoại."
    ),
    Permission.ESTABLISHMENT_MERGE: "Gộp hai hồ sơ của cùng một cơ sở, hoặc tách lại.",
    Permission.ESTABLISHMENT_REVEAL: "Xem số định danh của chủ cơ sở, có lý do và được ghi lại.",
    Permission.SUPPORT_RECORD: "Ghi hỗ trợ mà cơ sở đã nhận từ chương trình khác của Nhà nước.",
    Permission.SUPPORT_OVERRIDE: "Cho qua một hỗ trợ có vẻ trùng, bằng văn bản nêu lý do.",
    Permission.TRADE_IMPORT: "Nhập một ấn bản của hệ thống ngành kinh tế.",
    Permission.PROGRAMME_EDIT: (
        "Ghi chương trình, mục tiêu, kế hoạch năm, số ước, số bối cảnh; sửa thì có lý do."
    ),
    Permission.NEED_READ: "Xem các đợt khảo sát và nhu cầu trong phạm vi của mình.",
    Permission.NEED_RECORD: "Mở đợt khảo sát; ghi phiếu khảo sát nhu cầu của một cơ sở.",
    Permission.REQUEST_READ: "Xem các đề nghị hỗ trợ trong phạm vi của mình.",
    Permission.REQUEST_PREPARE: "Lập, gửi, rút đề nghị hỗ trợ giúp một cơ sở.",
    Permission.REQUEST_SCREEN: "Tiếp nhận, trả lại, từ chối một đề nghị hỗ trợ, có lý do.",
    Permission.PROPOSAL_READ: "Xem kiến nghị, vướng mắc, hạn chế trong phạm vi của mình.",
    Permission.PROPOSAL_RAISE: "Ghi kiến nghị, vướng mắc của cơ sở, xã, đơn vị, hội nghị; rút lại.",
    Permission.PROPOSAL_PASS: "Chuyển kiến nghị lên cấp trên, trả lại, ghi hạn trả lời.",
    Permission.PROPOSAL_ANSWER: "Trả lời kiến nghị do người khác nêu, đưa vào dự thảo văn bản.",
    Permission.REMARK_RECORD: "Ghi hạn chế, nguyên nhân trong năm; gắn nhãn cho kiến nghị.",
    Permission.PROJECT_READ: "Xem đề án, giấy tờ và tiến độ trong phạm vi của mình.",
    Permission.PROJECT_DRAFT: "Soạn đề án và các dòng hỗ trợ của nó.",
    Permission.PROJECT_REGISTER: "Đăng ký, trình, rút đề án của đơn vị mình.",
    Permission.PROJECT_APPRAISE_BASE: "Chấm phiếu thẩm định cấp cơ sở.",
    Permission.PROJECT_CONCLUDE_BASE: "Kết luận thẩm định cấp cơ sở.",
    Permission.PROJECT_APPRAISE_UPPER: "Chấm phiếu thẩm định cấp tỉnh hoặc cấp Bộ.",
    Permission.PROJECT_CONCLUDE_UPPER: "Kết luận thẩm định cấp tỉnh hoặc cấp Bộ.",
    Permission.PROJECT_ASSIGN: "Chọn đơn vị thực hiện; ký hợp đồng, thanh lý với đơn vị ấy.",
    Permission.PROJECT_CONTRACT: "Ký hợp đồng với đơn vị thụ hưởng thay mặt đơn vị thực hiện.",
    Permission.PROJECT_CARRY_OUT: "Ghi tiến độ, khối lượng, giấy tờ khi thực hiện đề án.",
    Permission.PROJECT_INSPECT: "Kiểm tra đề án, lập biên bản, nêu và đóng kiến nghị.",
    Permission.PROJECT_ACCEPT: "Lập hội đồng và kết luận nghiệm thu một dòng hỗ trợ.",
    Permission.PROJECT_SETTLE: "Duyệt quyết toán một đề án.",
    Permission.PROJECT_FOLLOW_UP: "Ghi kết quả theo dõi sau hỗ trợ.",
    Permission.PROJECT_RECORD_PAST: (
        "Ghi lại nguyên một đề án đã làm xong trước khi có hệ thống, theo giấy tờ."
    ),
    Permission.CHANGE_REQUEST: "Đề nghị điều chỉnh, thay cơ sở, ngừng một đề án.",
    Permission.CHANGE_CONFIRM: "Xác nhận đề nghị điều chỉnh thay mặt Sở Công Thương.",
    Permission.CHANGE_APPROVE: "Duyệt những điều chỉnh thuộc thẩm quyền của Cục hoặc Sở.",
    Permission.CHANGE_APPROVE_GREAT: "Duyệt những điều chỉnh dành cho người phê duyệt kế hoạch.",
    Permission.RESULT_READ: "Xem kết quả hoạt động khuyến công trong phạm vi của mình.",
    Permission.RESULT_RECORD: (
        "Ghi, sửa, rút kết quả hoạt động khuyến công; xem danh sách người tham gia."
    ),
    Permission.PLAN_READ: "Xem kế hoạch khuyến công năm trong phạm vi của mình.",
    Permission.PLAN_PREPARE: "Xếp danh mục, lập phiên bản kế hoạch năm.",
    Permission.PLAN_SUBMIT: "Trình một phiên bản kế hoạch năm.",
    Permission.PLAN_APPROVE: "Phê duyệt, giao kế hoạch năm.",
    Permission.FUNDS_READ: "Xem sổ kinh phí trong phạm vi của mình.",
    Permission.FUNDS_ALLOT: "Ghi kinh phí được giao, điều chuyển, chuyển nguồn.",
    Permission.FUNDS_PAY: "Ghi tạm ứng, thanh toán, hoàn trả đã chi qua kho bạc.",
    Permission.FUNDS_CLOSE: "Khóa sổ năm ngân sách; mở lại có lý do.",
    Permission.VOTING_READ: "Xem các cuộc bình chọn, hồ sơ, chứng nhận trong phạm vi của mình.",
    Permission.VOTING_ORGANISE: (
        "Mở, phát động cuộc bình chọn; nhận, trả lại, từ chối hồ sơ, có lý do."
    ),
    Permission.VOTING_ENTER: "Lập, nộp, rút hồ sơ bình chọn của cơ sở mình hoặc giúp một cơ sở.",
    Permission.VOTING_APPOINT: "Ghi quyết định lập hội đồng, ban giám khảo, ban thư ký.",
    Permission.VOTING_SCORE: "Chấm điểm sản phẩm trong ban giám khảo mà mình được cử vào.",
    Permission.VOTING_DECIDE: "Biểu quyết trong hội đồng mà mình được cử vào.",
    Permission.VOTING_MINUTES: "Mở chấm, nhập phiếu giấy, khóa điểm, lập biên bản hội đồng.",
    Permission.CERTIFICATE_ISSUE: "Ghi quyết định công nhận, cấp giấy chứng nhận sản phẩm.",
    Permission.CERTIFICATE_REVOKE: "Thu hồi giấy chứng nhận sản phẩm, có lý do và quyết định.",
    Permission.PRODUCT_TELL: "Ghi công đoạn, lô hàng, giới thiệu trên trang sản phẩm; in tem.",
    Permission.FAIR_READ: "Xem hội chợ, phòng trưng bày trong phạm vi của mình.",
    Permission.FAIR_EDIT: "Lập hội chợ, phòng trưng bày; bốc thăm, xếp gian; ghi kết quả.",
    Permission.DOCUMENT_NUMBER: "Cấp số văn bản theo sổ, không bỏ trống.",
    Permission.KIT_READ: "Xem các bộ công cụ xã đã cấp và phiếu đã về trong phạm vi của mình.",
    Permission.KIT_ISSUE: "Cấp, thu hồi bộ công cụ xã: một tệp ghi phiếu không cần mạng.",
    Permission.KIT_TAKE_IN: (
        "Nhận tệp của bộ công cụ xã vào hồ sơ; quyết định chỗ hai bên cùng sửa, có lý do."
    ),
    Permission.QUALITY_READ: "Xem những chỗ cần sửa trong hồ sơ thuộc phạm vi của mình.",
    Permission.NEWS_READ: "Xem tin, kêu gọi của đơn vị trong phạm vi, cả bản thảo.",
    Permission.NEWS_WRITE: "Soạn tin, bản tin, kêu gọi để đăng lên cổng thông tin.",
    Permission.NEWS_PUBLISH: "Đăng bài do người khác soạn; gỡ bài, có lý do.",
    Permission.QUESTION_READ: "Xem câu hỏi của người dân gửi tới đơn vị trong phạm vi.",
    Permission.QUESTION_ANSWER: (
        "Trả lời câu hỏi của người dân và đăng, không kèm tên; nói rõ vì sao không trả lời."
    ),
    Permission.CONNECTION_KEEP: (
        "Lập mã truy cập và nơi nhận thông báo cho hệ thống khác của đơn vị mình."
    ),
    Permission.CONNECTION_CONFIRM: (
        "Xác nhận mã truy cập cho hệ thống của đơn vị do người khác lập; thu hồi."
    ),
    Permission.EXCHANGE_READ: (
        "Xem việc trao đổi với hệ thống khác: đối tác, gói gửi và nhận, nguồn gốc hồ sơ."
    ),
    Permission.EXCHANGE_PARTNER: (
        "Lập, xác nhận (của người khác lập), ngừng một hệ thống trao đổi; ghi mã dùng bên ngoài;"
        " xem đề nghị sửa hồ sơ mà đơn vị mình giữ."
    ),
    Permission.EXCHANGE_DECIDE: (
        "Quyết định, có lý do, về đề nghị của hệ thống khác sửa hồ sơ mà đơn vị mình giữ."
    ),
    Permission.NOTICE_WORD: "Viết lại câu của thông báo gửi đi, có lý do.",
    Permission.JOURNAL_READ: "Xem nhật ký các việc đã làm trong phạm vi của mình.",
    Permission.JOURNAL_VERIFY: "Kiểm tra niêm phong của nhật ký, không xem nội dung.",
    Permission.ACCOUNT_MANAGE: (
        "Mở, khóa tài khoản, giao vai trò, cấp mật khẩu của đơn vị mình và đơn vị bên dưới; ở cơ"
        " quan trung ương thì của mọi đơn vị; không tự giao cho mình."
    ),
    Permission.ROLE_KNOW: (
        "Biết ai giữ vai trò gì ở đơn vị mình; được báo khi có người được giao hoặc thôi vai trò."
    ),
}
