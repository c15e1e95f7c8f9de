"""News, calls and answers for trying the program out: in our own true words, of nobody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from khuyencong.accounts.models import User
from khuyencong.competitions.models import Round
from khuyencong.competitions.states import RoundState
from khuyencong.demo.establishments import PROVINCE
from khuyencong.publishing import actions
from khuyencong.publishing.actions import AnswerTold, PublicationTold
from khuyencong.publishing.models import Publication
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import department_of, place_on
from khuyencong.registry.states import Level, OrganisationKind
from khuyencong.values.dates import day_in_vietnam

#: By whom a body drafts, and who publishes.
AGENCY = ("chuyen-vien-cuc", "lanh-dao-cuc")
DEPARTMENT = ("chuyen-vien-so", "lanh-dao-so")


@dataclass(frozen=True)
class Sample:
    """One publication; a call with the days from today on which it opens and ends."""

    kind: str
    of_agency: bool
    title: str
    lead: str
    text: str
    basis: str = ""
    about: str = ""
    opens_in: int = 0
    lasts: int = 0
    published: bool = True


SAMPLES = (
    Sample(
        "news",
        True,
        "Từ 15/10/2025 địa bàn khuyến công được quy định lại",
        "Nghị định 235/2025/NĐ-CP sửa Nghị định 45/2012/NĐ-CP. Cơ sở ở phường nên xem lại mình còn"
        " thuộc địa bàn hay không.",
        "Nghị định 235/2025/NĐ-CP có hiệu lực từ ngày 15/10/2025. Nghị định sửa đổi Nghị định"
        " 45/2012/NĐ-CP về khuyến công, trong đó có đối tượng và địa bàn.\n\n"
        "## Cơ sở cần làm gì\n\n"
        "- Mở [Cơ sở của tôi được hỗ trợ gì?](/ho-tro/), gõ xã hoặc phường nơi sản xuất.\n"
        "- Chọn ngày muốn xem: hệ thống trả lời theo luật của ngày ấy.\n"
        "- Chỗ nào ghi “chưa kiểm chứng” thì hỏi trung tâm khuyến công của tỉnh.\n\n"
        "Trong [sổ văn bản](/van-ban/nd-235-2025-cp/) có tình trạng của nghị định vào bất kỳ ngày"
        " nào và những điều đã đọc được.",
        "Nghị định 235/2025/NĐ-CP ngày 27/8/2025",
    ),
    Sample(
        "news",
        True,
        "Hỏi về khuyến công không cần tài khoản",
        "Trang Hỏi đáp nhận câu hỏi của mọi người, không hỏi tên, không hỏi số điện thoại.",
        "Ai muốn hỏi về khuyến công thì mở [Hỏi đáp](/hoi-dap/), ghi câu hỏi và gửi. Gửi xong có"
        " một mã; gõ mã ấy thì biết câu hỏi đã được trả lời chưa.\n\n"
        "Câu trả lời đăng cho mọi người cùng đọc. Cơ quan viết gọn lại câu hỏi và bỏ mọi tên người,"
        " tên cơ sở trước khi đăng.",
    ),
    Sample(
        "news",
        False,
        "Tem sản phẩm có mã QR: xem còn hiệu lực hay không",
        "Quét mã trên tem, trang hiện ra nói ngay giấy chứng nhận còn hiệu lực, hết hạn hay đã thu"
        " hồi.",
        "Sản phẩm công nghiệp nông thôn tiêu biểu mang tem có mã QR. Ai cũng quét được, không cần"
        " cài ứng dụng.\n\n"
        "## Khi thấy điều lạ\n\n"
        "- Tem dán trên sản phẩm khác ảnh trên trang.\n"
        "- Trang nói mã không có trong sổ.\n"
        "- Giấy chứng nhận đã thu hồi mà hàng vẫn mang tem.\n\n"
        "Bấm “Báo sản phẩm giả” ở cuối trang ấy; không cần ghi tên. Không có mạng thì xem"
        " [cách kiểm tra không cần mạng](/q/khong-mang/).",
    ),
    Sample(
        "bulletin",
        True,
        "Bản tin: số liệu 2014–2020 mở được từng con số",
        "Kinh phí, kết quả của cả nước giai đoạn 2014–2020 nay mở ra đúng câu trong báo cáo làm nên"
        " con số.",
        "Trang [Cả nước](/ca-nuoc/) cho xem số liệu theo địa giới khi đó hoặc địa giới hôm nay."
        " Bấm vào một số thì thấy câu trong báo cáo, các phần cộng lại và phần còn thiếu.\n\n"
        "Chỗ các báo cáo nói khác nhau thì trang nói là khác nhau, không tự chọn một số.",
        "Báo cáo khuyến công cả nước 2014–2020",
    ),
    Sample(
        "call",
        False,
        "Mẫu: đăng ký nhu cầu hỗ trợ máy móc cho năm sau",
        "Kêu gọi mẫu để thử chương trình: cơ sở có nhu cầu mua máy báo với trung tâm khuyến công.",
        "Đây là kêu gọi mẫu, ngày tháng đặt ra để thử.\n\n"
        "## Ai nên đăng ký\n\n"
        "- Cơ sở đang sản xuất ở xã, muốn mua máy mới hoặc mở rộng xưởng.\n"
        "- Xem trước mức có thể được hỗ trợ ở [trang này](/ho-tro/).\n\n"
        "## Cần gì\n\n"
        "Tên máy, giá dự kiến, phần vốn của cơ sở. Trung tâm giúp lập hồ sơ.",
        about="projects",
        opens_in=-10,
        lasts=40,
    ),
    Sample(
        "call",
        False,
        "Mẫu: mời dự lớp hướng dẫn ghi sổ thu chi cho cơ sở nhỏ",
        "Kêu gọi mẫu đã hết hạn, để xem trang nói gì khi hết hạn.",
        "Đây là kêu gọi mẫu. Lớp mẫu dành cho cơ sở nhỏ muốn ghi sổ thu chi gọn gàng.",
        about="training",
        opens_in=-60,
        lasts=30,
    ),
    Sample(
        "news",
        False,
        "Mẫu: bản thảo chưa đăng",
        "Bài này chỉ người của Sở thấy, để thử việc đăng.",
        "Bản thảo chờ một người khác đọc lại rồi đăng.",
        published=False,
    ),
)
QUESTIONS = (
    (
        "support",
        "Hộ kinh doanh làm bánh ở xã thì có được hỗ trợ mua máy không, hay phải là công ty?",
        "Hộ kinh doanh ở xã có được hỗ trợ mua máy không?",
        "Hộ kinh doanh là một loại hình cơ sở công nghiệp nông thôn. Có được hỗ trợ hay không còn"
        " tùy địa bàn, ngành nghề và ngày hỏi: mở “Cơ sở của tôi được hỗ trợ gì?” để xem kèm điều"
        " khoản, rồi hỏi trung tâm khuyến công của tỉnh.",
        "Nghị định 45/2012/NĐ-CP, khoản 2 Điều 1",
    ),
    (
        "vote",
        "Gửi sản phẩm đi bình chọn thì có mất tiền không?",
        "Gửi sản phẩm dự bình chọn có mất phí không?",
        "Trên hệ thống này cơ sở nộp hồ sơ không mất phí.",
        "",
    ),
    ("money", "Bao giờ cơ sở nhận được tiền sau khi nghiệm thu?", "", "", ""),
)


def fill(at: datetime) -> int:
    """Publish and answer what is above; return how many are new, 0 a second time."""
    if Publication.objects.filter(is_demonstration=True).exists():
        return 0
    for position, sample in enumerate(SAMPLES):
        _publish(sample, at - timedelta(minutes=len(SAMPLES) - position))
    _call_for_the_vote(at)
    for asked in QUESTIONS:
        _answer(*asked, at)
    return Publication.objects.filter(is_demonstration=True).count() + len(QUESTIONS)


def _publish(sample: Sample, at: datetime) -> None:
    opens = day_in_vietnam(at) + timedelta(days=sample.opens_in)
    told = PublicationTold(
        title=sample.title,
        lead=sample.lead,
        text=sample.text,
        basis=sample.basis,
        about=sample.about,
        opens_on=opens if sample.about else None,
        closes_on=opens + timedelta(days=sample.lasts) if sample.about else None,
    )
    _put(sample.kind, told, at, of_agency=sample.of_agency, published=sample.published)


def _call_for_the_vote(at: datetime) -> None:
    """Tell of the demonstration's vote that takes dossiers, where there is one."""
    department = _body(of_agency=False, at=at)
    rounds = Round.objects.filter(custodian=department, state=RoundState.CALLED)
    round = rounds.order_by("opens_on").first()
    if round is None:
        return
    told = PublicationTold(
        title=f"Mời tham gia {round.name}",
        lead="Cơ sở nộp hồ sơ sản phẩm trên điện thoại, không mất phí trên hệ thống này.",
        text="Ngày nhận hồ sơ và tiêu chí chấm ở [trang của cuộc bình chọn]"
        f"(/binh-chon/{round.id}/).",
        about="vote",
        opens_on=round.opens_on,
        closes_on=round.closes_on,
        round=round,
    )
    _put("call", told, at, of_agency=False)


def _put(
    kind: str, told: PublicationTold, at: datetime, *, of_agency: bool, published: bool = True
) -> None:
    writes, publishes = AGENCY if of_agency else DEPARTMENT
    made = actions.draft(
        by=User.objects.get(username=writes),
        custodian=_body(of_agency=of_agency, at=at),
        kind=kind,
        told=told,
        at=at,
        is_demonstration=True,
    )
    if published:
        head = User.objects.get(username=publishes)
        actions.publish(by=head, publication=made, seen=made.stamp, at=at)


def _body(*, of_agency: bool, at: datetime) -> Organisation:
    if of_agency:
        return Organisation.objects.get(kind=OrganisationKind.AGENCY)
    return department_of(PROVINCE, day_in_vietnam(at))


def _answer(topic: str, text: str, shown: str, answer: str, basis: str, at: datetime) -> None:
    place = place_on(PROVINCE, day_in_vietnam(at), Level.PROVINCE)
    question = actions.ask(topic=topic, text=text, province=place, at=at, is_demonstration=True)
    if answer:
        by = User.objects.get(username=DEPARTMENT[0])
        told = AnswerTold(shown=shown, answer=answer, basis=basis)
        actions.answer(by=by, question=question, seen=question.stamp, told=told, at=at)
