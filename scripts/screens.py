"""Every page as a picture: build/screens/ for the eye, two dozen in docs/screens/ for the README.

Runs on a demonstration of its own in a temporary folder; needs chromium, and pdftoppm for A4.
`screens.py FOLDER NAME…` makes some of docs/screens anew, from a demonstration that stands already.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
SCREENS, SHOWN = ROOT / "build" / "screens", ROOT / "docs" / "screens"
LARGEST = 150_000
WHO = "chuyen-vien-cuc"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync")
#: Name, width in CSS pixels, pixels per CSS pixel: 1366 at 200 % is 683 drawn twice as large.
SIZES = (("360", 360, 1), ("1366", 1366, 1), ("1366-200", 683, 2), ("1920", 1920, 1))
#: The body of the demonstration's own province.
OWN_BODY = {"kind": "department", "place__key": "bac-ninh-tu-2025"}
NUMBER = "/so-lieu/?chi-tieu=money.state&buoc=approved&ky=2014-2020&noi="
SUPPORT = "/ho-tro/ket-qua/?hinh_thuc=household_business&nghe=handicrafts"
#: The one page that is meant not to be there.
NOWHERE = "khong-thay"
#: Name → path; `{}` is the national demonstration report.
PAGES = {
    "trang-dau": "/",
    "khuyen-cong": "/khuyen-cong/",
    "tin": "/tin/",
    "tin-mot": "{news}",
    "keu-goi": "/keu-goi/",
    "keu-goi-mot": "{call}",
    "hoi-dap": "/hoi-dap/",
    "hoi-gui": "/hoi-dap/gui/",
    "hoi-tra": "/hoi-dap/ma/?ma=abc",
    "kien-nghi-da-tra-loi": "/kien-nghi/",
    "de-an-cong-khai": "/de-an/?nam=2026",
    "ke-hoach-cong-khai": "/ke-hoach/",
    "ket-qua-cong-khai": "/ket-qua/?nam=2018",
    "cum": "/cum-cong-nghiep/",
    "lien-he": "/lien-he/",
    "tim-kiem": "/tim-kiem/?q=may+moc",
    "tim-trong-van-ban": "/van-ban/trong/?q=300+trieu",
    "so-do": "/so-do/",
    "tiep-can": "/tro-giup-tiep-can/",
    "tieng-anh": "/en/",
    "tieng-anh-so-lieu": "/en/figures/",
    "soan-tin": "/desk/tin/",
    "soan-tin-moi": "/desk/tin/soan/keu-goi/",
    "cau-hoi": "/desk/cau-hoi/",
    "dia-phuong": "/noi/",
    "tim-noi": "/noi/?q=lao+cai",
    "noi-moi": "/noi/lao-cai-tu-2025/",
    "noi-cu": "/noi/lao-cai-den-2025/",
    "du-lieu-mo": "/du-lieu-mo/",
    "du-lieu-mo-bang": "/du-lieu-mo/projects/",
    "thong-bao": "/desk/thong-bao/",
    "ho-tro-hoi": "/ho-tro/",
    "ho-tro-sai": f"{SUPPORT}&xa=khong+dau+ca&chi_phi=400",
    "ho-tro-noi": f"{SUPPORT}&xa=huyện+Lục+Ngạn",
    "ho-tro-viec": f"{SUPPORT}&xa=Tân+Cương,+Thái+Nguyên&hang_muc=machinery&chi_phi=400+triệu",
    "ho-tro-moi-viec": f"{SUPPORT}&xa=Phú+Nghĩa,+Chương+Mỹ",
    "ho-tro-tinh": f"{SUPPORT}&xa=xã+Ea+Kar&noi=dak-lak-tu-2025.xa-ea-kar&chi_phi=900+triệu",
    "ho-tro-chua-duoc": f"{SUPPORT}&xa=phường+Ba+Đình,+Hà+Nội&lang_nghe=khong",
    "ho-tro-ngay-cu": f"{SUPPORT}&xa=phường+Bắc+Giang&ngay=14/10/2025",
    "ban-do": "/ban-do/",
    "ban-do-63": "/ban-do/?ngay=30/06/2025",
    "ca-nuoc": "/ca-nuoc/?ky=2014-2020",
    "ca-nuoc-hom-nay": "/ca-nuoc/?ky=2014-2020&dia-gioi=hom-nay&to-mau=tinh",
    "ca-nuoc-ky-khac": "/ca-nuoc/?ky=2016-2020",
    "bang-chung": NUMBER + "viet-nam",
    "bang-chung-tinh": NUMBER + "viet-nam&tinh=ngoai-vung",
    "bang-chung-cong": NUMBER + "lam-dong-tu-2025&dia-gioi=hom-nay",
    "bang-chung-khac": "/so-lieu/?chi-tieu=management.trainees&buoc=accepted&noi=tra-vinh"
    "&ky=2016-2020",
    "bang-chung-sai": "/so-lieu/?ky=2014-2020",
    "tai-lieu": "/tai-lieu/{report}/",
    "noi-so-lieu": "/noi/bac-giang/",
    "noi-so-lieu-moi": "/noi/bac-ninh-tu-2025/",
    "so-sanh-noi": "/so-sanh/?noi=bac-giang&noi=tra-vinh&noi=vinh-long-tu-2025",
    "ban-do-tien": "/ban-do/?mau=money.state:approved:2014-2020&ngay=30/06/2025",
    NOWHERE: "/khong-co/",
    "dich-vu": "/dich-vu/",
    "dich-vu-dang-ky": "/dich-vu/dang-ky/",
    "dich-vu-tra-cuu": "/dich-vu/tra-cuu/",
    "api": "/api/",
    "viec-cua-toi": "/desk/",
    "ket-noi": "/desk/ket-noi/",
    "ket-noi-ma-moi": "/desk/ket-noi/ma/moi/",
    "ket-noi-noi-nhan-moi": "/desk/ket-noi/noi-nhan/moi/",
    "bao-cao": "/desk/bao-cao/",
    "nop-bao-cao": "/desk/bao-cao/nop/",
    "soat": "{}",
    "soat-van-de": "{}?loc=van-de",
    "ban-in": "{}in/",
    "so-lieu": "{}so/{figure}/",
    "hoi": "{}muc/{check}/hoi/",
    "xac-nhan": "{}xac-nhan/",
    "soat-tung-so": "{}so-lieu/?loc=tat-ca",
    "soat-nghi-van": "{unread}so-lieu/?loc=nghi",
    "nhan-het": "{unread}so-lieu/nhan-het/",
    "sua-so": "{}so-lieu/{series}/sua/",
    "doc-lai": "{}doc-lai/",
    "mau-thuan": "/desk/mau-thuan/",
    "mau-thuan-mot": "{dispute}",
    "tep-tren-duong": "/desk/bao-cao/nop/{intake}/",
    "van-ban": "/van-ban/",
    "van-ban-mot": "/van-ban/nd-45-2012-cp/",
    "luat": "/desk/luat/",
    "luat-van-ban": "/desk/luat/van-ban/tt-28-2018-btc/",
    "luat-muc": "/desk/luat/muc/?tinh=dak-lak-tu-2025",
    "luat-thu": "/desk/luat/thu/?hang_muc=machinery&nguon=national&chi_phi=600+trieu",
    "luat-tinh": "/desk/luat/tinh/",
    "luat-tham-so": "/desk/luat/tham-so/",
    "luat-ghi": "/desk/luat/ghi/",
    "luat-de-xuat": "/desk/luat/de-xuat/",
    "co-so": "/desk/co-so/",
    "tim-co-so": "/desk/co-so/?q=go+thi+du",
    "mot-co-so": "{first}?hoi=máy+cưa",
    "nghi-trung": "/desk/co-so/trung/",
    "so-sanh": "{first}voi/{twin}/",
    "ho-tro-khac": "/desk/ho-tro-khac/",
    "lang-nghe": "/desk/lang-nghe/",
    "cum-cong-nghiep": "/desk/cum-cong-nghiep/",
    "nghe-nhan": "/desk/nghe-nhan/",
    "nhu-cau": "/desk/nhu-cau/",
    "nhu-cau-dot": "/desk/nhu-cau/dot/",
    "nhu-cau-chua-dap-ung": "/desk/nhu-cau/chua-dap-ung/?nam=2027",
    "de-nghi": "/desk/de-nghi/",
    "de-nghi-mot": "{request}",
    "de-nghi-don": "{request}kiem-tra/",
    "giay-tiep-nhan": "{request}giay-tiep-nhan/",
    "de-an": "/desk/de-an/",
    "de-an-mot": "{project}",
    "de-an-ho-so-cu": "{past}",
    "thoi-gian": "/desk/thoi-gian/",
    "ke-hoach": "/desk/ke-hoach/",
    "ke-hoach-mot": "{plan}",
    "ke-hoach-so-sanh": "{plan}so-sanh/",
    "ke-hoach-dang-ky": "/desk/ke-hoach/dang-ky/",
    "kinh-phi": "/desk/kinh-phi/",
    "kinh-phi-mot": "{budget}",
    "van-thu": "/desk/van-thu/",
    "ket-qua": "/desk/ket-qua/",
    "ket-qua-mot": "{result}",
    "ket-qua-moi": "/desk/ket-qua/moi/course/",
    "chi-tieu": "/desk/chi-tieu/",
    "chi-tieu-mot": "{programme}",
    "nhap-du-lieu": "/desk/nhap-du-lieu/",
    "kien-nghi": "/desk/kien-nghi/",
    "don-vi": "/desk/don-vi/",
    "don-vi-mot": "{body}",
    "lap-bao-cao": "/desk/lap-bao-cao/?noi=Bắc+Giang&ky=2016-2020",
    "lap-bao-cao-nam": "/desk/lap-bao-cao/?noi=Bắc+Ninh&ky=2026",
    "so-cua-bao-cao": "/desk/lap-bao-cao/so/{total}/?noi=Bắc+Giang&ky=2016-2020",
    "lich-bao-cao": "/desk/lich-bao-cao/",
    "lich-bao-cao-mot": "{duty}",
    "lich-bao-cao-ca-ky": "{duty}ca-ky/",
    "che-do-bao-cao": "/desk/lich-bao-cao/che-do/",
    "chat-luong": "/desk/chat-luong/",
    "chat-luong-mot": "{quality}",
    "binh-chon": "/desk/binh-chon/",
    "binh-chon-mot": "{vote}",
    "binh-chon-ket-qua": "{vote}ket-qua/",
    "binh-chon-cong-khai": "/binh-chon/",
    "so-diem": "{ledger}",
    "san-pham": "/desk/ho-so-binh-chon/",
    "chung-nhan": "/desk/chung-nhan/",
    "giay-chung-nhan": "{certificate}ban-in/",
    "tem": "/desk/tem-san-pham/",
    "hoi-cho": "{fair}",
    "san-pham-tieu-bieu": "/san-pham/",
    "danh-muc-san-pham": "/san-pham/danh-muc/",
    "trang-san-pham": "{label}",
    "bao-gia": "{label}/bao-gia/",
    "thu-vien": "/desk/thu-vien/",
    "doi-mat-khau": "/tai-khoan/doi-mat-khau/",
    "dia-chi-thu": "/tai-khoan/thu-dien-tu/",
    "dang-xuat": "/tai-khoan/dang-xuat/",
    "trao-doi": "/desk/trao-doi/",
    "trao-doi-de-nghi": "/desk/trao-doi/de-nghi/",
    "trao-doi-nguon-goc": "/desk/trao-doi/nguon-goc/",
    "trao-doi-ma": "/desk/trao-doi/ma/",
}
#: What other people than the officer see, by who signs in.
OF_OTHERS = {
    "co-so": {
        "ho-so-cua-toi": "/dich-vu/",
        "de-nghi-bo-sung": "{returned}",
        "de-nghi-giay-to": "{returned}giay-to/",
        "giay-tiep-nhan": "{received}giay-tiep-nhan/",
        "thong-bao-co-so": "/dich-vu/thong-bao/",
    },
    "vien-chuc-trung-tam": {
        "bo-cong-cu": "/desk/bo-cong-cu/",
        "bo-cong-cu-mot": "{kit}",
        "bo-cong-cu-phieu": "{sheet}",
        "bo-cong-cu-cap": "/desk/bo-cong-cu/moi/",
        "bo-cong-cu-nhan": "/desk/bo-cong-cu/nhan/",
        "ghi-giup": "/desk/de-nghi/giup/",
        "theo-doi": "/desk/theo-doi/",
    },
    "chuyen-vien-so": {
        "ket-noi-so": "/desk/ket-noi/",
        "ket-noi-noi-nhan": "{hook}",
        "dang-ky-co-so": "/desk/dang-ky-co-so/",
        "dang-ky-mot": "{claim}",
        "binh-chon-thanh-vien": "{vote}thanh-vien/",
        "binh-chon-cham": "{vote}cham/",
        "cau-hoi-mot": "{question}",
    },
    "quan-tri": {
        "tai-khoan": "/desk/tai-khoan/",
        "tai-khoan-mo": "/desk/tai-khoan/moi/",
        "tai-khoan-mot": "{account}",
    },
    "lanh-dao-cuc": {
        "trao-doi-he-thong": "{partner}",
        "trao-doi-them": "/desk/trao-doi/them/",
    },
    "lanh-dao-so": {
        "don-vi-minh": "{own_body}",
        "thong-bao-cach-nhan": "/desk/thong-bao/cach-nhan/",
        "trao-doi-hai-ban": "{wish}",
    },
}
SIGNED_OUT = {
    "dang-nhap": "/tai-khoan/dang-nhap/",
    "quen-mat-khau": "/tai-khoan/quen-mat-khau/",
    "quen-mat-khau-da-gui": "/tai-khoan/quen-mat-khau/da-gui/",
}
#: What README and manual show: name there → picture, and the height it is cut to (0: whole).
DOZEN = {
    "bao-cao-1366": ("soat-mo-1366", 0),
    "lap-bao-cao-1366": ("lap-bao-cao-1366", 1400),
    "de-an-1366": ("de-an-mot-1366", 1500),
    "de-an-360": ("de-an-mot-360", 1400),
    "soat-tung-so-1366": ("soat-tung-so-1366", 900),
    "trang-san-pham-360": ("trang-san-pham-360", 1500),
    "trang-dau-1366": ("trang-dau-1366", 0),
    "chi-tieu-1366": ("chi-tieu-mot-1366", 1300),
    "ca-nuoc-1366": ("ca-nuoc-1366", 1500),
    "bang-chung-1366": ("bang-chung-1366", 0),
    "ho-tro-360": ("ho-tro-viec-360", 1400),
    "ke-hoach-1366": ("ke-hoach-mot-1366", 1200),
    "ho-so-cua-toi-360": ("ho-so-cua-toi-360", 1500),
    "de-nghi-bo-sung-360": ("de-nghi-bo-sung-360", 1500),
    "giay-tiep-nhan-A4": ("giay-tiep-nhan-A4-1", 0),
    "bo-cong-cu-phieu-360": ("bo-cong-cu-phieu-360", 1300),
    "bo-cong-cu-1366": ("bo-cong-cu-mot-1366", 0),
    "trao-doi-1366": ("trao-doi-hai-ban-1366", 0),
    "ket-noi-1366": ("ket-noi-noi-nhan-1366", 0),
    "keu-goi-360": ("keu-goi-360", 1500),
    "du-lieu-mo-1366": ("du-lieu-mo-1366", 1000),
}
#: What people print.
PAPER = (
    "ban-in",
    "soat",
    "soat-tung-so",
    "noi-moi",
    "ho-tro-viec",
    "ho-tro-moi-viec",
    "ho-tro-tinh",
    "ho-tro-chua-duoc",
    "bao-cao",
    "van-ban",
    "luat-muc",
    "co-so",
    "mot-co-so",
    "ca-nuoc",
    "bang-chung-cong",
    "noi-so-lieu",
    "de-an",
    "de-an-mot",
    "ke-hoach-mot",
    "chi-tieu-mot",
    "ket-qua",
    "kien-nghi",
    "don-vi-mot",
    "chat-luong-mot",
    "kinh-phi",
    "de-nghi-don",
    "lap-bao-cao",
    "so-cua-bao-cao",
)
#: What an establishment or a commune prints.
PAPER_OF_OTHERS = ("giay-tiep-nhan", "bo-cong-cu-phieu", "tai-khoan", "thong-bao-cach-nhan")


def main(folder: str = "", *names: str) -> int:
    """Make all pictures, or some of docs/screens; return 1 where one of these is too heavy."""
    unknown = set(names) - set(DOZEN)
    if unknown or bool(folder) != bool(names):
        print(f"Không có ảnh: {', '.join(unknown) or 'cần thư mục và tên'}.", file=sys.stderr)
        return 2
    shutil.rmtree(SCREENS, ignore_errors=True)
    SCREENS.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as var:
        told = {"KHUYENCONG_VAR": folder or var, "DJANGO_SETTINGS_MODULE": "khuyencong.settings"}
        os.environ |= told | {"DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
        if not folder:
            subprocess.run([sys.executable, "-m", "khuyencong", "demo", "--no-serve"], check=True)
        with served() as address:
            draw(address, {DOZEN[name][0] for name in names})
    heavy = [name for name, size in shown(names or DOZEN).items() if size > LARGEST]
    print(
        f"{len(list(SCREENS.iterdir()))} ảnh trong build/screens, {len(DOZEN)} trong docs/screens."
    )
    for name in heavy:
        print(f"Quá {LARGEST} byte: {name}", file=sys.stderr)
    return 1 if heavy else 0


@contextmanager
def served() -> Iterator[str]:
    """Serve the demonstration on a free port until the pictures are made."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([sys.executable, "-m", "khuyencong", "serve", "--port", str(port)])
    try:
        _wait_for(f"{address}/healthz")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("Máy chủ không lên.")


def draw(address: str, only: Collection[str] = ()) -> None:
    """Take every page at every size, and those for paper as A4; only some, where any are named."""
    from playwright.sync_api import sync_playwright

    session, paths, others = _sessions_and_paths()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        for label, width, scale in SIZES:
            size = {"width": width, "height": 900}
            context = browser.new_context(viewport=size, device_scale_factor=scale)
            page = context.new_page()
            _take(page, address, SIGNED_OUT, label, only)
            for other, theirs in others:
                _sign_in(context, address, other)
                _take(page, address, theirs, label, only)
                if label == "1366":
                    _print(page, address, theirs, PAPER_OF_OTHERS, only)
            _sign_in(context, address, session)
            _take(page, address, paths, label, only)
            if not only:
                _at_passage(page, address + paths["soat"], label)
            if label == "1366":
                _print(page, address, paths, PAPER, only)
            context.close()
        browser.close()


def _sign_in(context, address: str, session: str) -> None:  # type: ignore[no-untyped-def]
    context.add_cookies([{"name": "phien", "value": session, "url": address}])


def _sessions_and_paths() -> tuple[str, dict[str, str], list[tuple[str, dict[str, str]]]]:
    """Return the session of the officer with the path of every page, and those of the others."""
    import django

    django.setup()
    from django.test import Client

    from khuyencong.accounts.models import User
    from khuyencong.applications.models import Request
    from khuyencong.ingestion.models import Document
    from khuyencong.registry.models import LikelyTwin

    client = Client()
    client.force_login(User.objects.get(username=WHO))
    report = Document.objects.get(file_name__startswith="ca-nuoc")
    failing = next(check for check in report.reading.checks if not check.holds)
    pair = LikelyTwin.objects.order_by("id")[0]
    named = {
        "report": report.id,
        "check": failing.id,
        "figure": failing.figures[-1],
        **_figures(report),
        "first": f"/desk/co-so/{pair.first_id}/",
        "twin": pair.second_id,
        "request": f"/desk/de-nghi/{Request.objects.exclude(receipt_number=None).first().id}/",
        **_of_the_year(),
        **_of_results(),
        **_of_the_vote(),
        **_of_the_portal(),
        "duty": _of_the_calendar(),
        "total": _total_of_a_report(),
    }
    paths = {k: v.format(f"/desk/bao-cao/{report.id}/", **named) for k, v in PAGES.items()}
    return client.cookies["phien"].value, paths, list(_others())


def _others() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield a session of each of the others, with the paths of the pages that he sees."""
    from django.test import Client

    from khuyencong.accounts.models import User

    named = _of_the_newest_rooms() | _of_the_vote()
    for who, pages in OF_OTHERS.items():
        client = Client()
        client.force_login(User.objects.get(username=who))
        paths = {name: path.format(**named) for name, path in pages.items()}
        yield client.cookies["phien"].value, paths


def _of_the_newest_rooms() -> dict[str, str]:
    """Return the addresses of an account, a kit, a clash, a wish, an address told of, requests."""
    from khuyencong.accounts.models import User
    from khuyencong.applications.models import Claim, Request
    from khuyencong.connections.models import Hook
    from khuyencong.exchange.models import Conflict, Instance
    from khuyencong.fieldwork.models import Entry
    from khuyencong.publishing.models import PublicQuestion
    from khuyencong.registry.models import Organisation

    own = Request.objects.filter(by_establishment=True, is_demonstration=True)
    clash = Entry.objects.get(state="conflict")
    waits = PublicQuestion.objects.filter(state="new").order_by("id")[0]
    return {
        "returned": f"/dich-vu/ho-so/{own.get(state='returned').id}/",
        "received": f"/dich-vu/ho-so/{own.get(state='received').id}/",
        "own_body": f"/desk/don-vi/{Organisation.objects.get(**OWN_BODY).id}/",
        "account": f"/desk/tai-khoan/{User.objects.get(username='lanh-dao-so').id}/",
        "kit": f"/desk/bo-cong-cu/{clash.kit_id}/",
        "sheet": f"/desk/bo-cong-cu/phieu/{clash.id}/",
        "hook": f"/desk/ket-noi/noi-nhan/{Hook.objects.get().id}/",
        "claim": f"/desk/dang-ky-co-so/{Claim.objects.get(state='pending').id}/",
        "question": f"/desk/cau-hoi/{waits.id}/",
        "partner": f"/desk/trao-doi/he-thong/{Instance.objects.get(is_own=False).id}/",
        "wish": f"/desk/trao-doi/de-nghi/{Conflict.objects.get(verdict='open').id}/",
    }


def _of_the_portal() -> dict[str, str]:
    """Return a piece of news and a call that stand in public."""
    from khuyencong.publishing.queries.publications import in_public

    return {
        "news": f"/tin/{in_public('news')[0].id}/",
        "call": f"/keu-goi/{in_public('call')[0].id}/",
    }


def _total_of_a_report() -> str:
    """Return the key under which any report of records cites all of its money."""
    from khuyencong.reports.figures import Asked

    return Asked("money.state", table="money").key


def _of_the_vote() -> dict[str, str]:
    """Return the addresses of a recognised round, its ledger, a title that holds, a fair."""
    from khuyencong.competitions.models import Certificate, Fair, Round

    round = Round.objects.get(state="recognised")
    title = Certificate.objects.filter(revoked_on=None).order_by("number")[0]
    return {
        "vote": f"/desk/binh-chon/{round.id}/",
        "ledger": f"/binh-chon/{round.id}/so-diem/1/",
        "certificate": f"/desk/chung-nhan/{title.id}/",
        "label": f"/q/{title.code}",
        "fair": f"/desk/hoi-cho/{Fair.objects.get().id}/",
    }


def _of_the_year() -> dict[str, str]:
    """Return the addresses of a đề án of two sources, of one from old papers, of plan and money."""
    from django.db.models import Count

    from khuyencong.funds.models import Budget
    from khuyencong.plans.models import Plan
    from khuyencong.projects.models import Project

    year = Project.objects.filter(first_year=2026).annotate(sources=Count("lines__shares__source"))
    plan = Plan.objects.filter(level="local").order_by("-year").first()
    budget = Budget.objects.filter(owner=plan.owner, source="provincial").order_by("-year").first()
    past = Project.objects.filter(first_year__lt=2021).order_by("code").first()
    return {
        "project": f"/desk/de-an/{year.order_by('-sources', 'code').first().id}/",
        "past": f"/desk/de-an/{past.id}/",
        "plan": f"/desk/ke-hoach/{plan.id}/",
        "budget": f"/desk/kinh-phi/{budget.id}/",
    }


def _of_results() -> dict[str, str]:
    """Return the addresses of a result, of a programme with its targets, and of a body."""
    from khuyencong.programmes.models import Programme
    from khuyencong.registry.models import Organisation
    from khuyencong.results.models import Result

    result = Result.objects.filter(superseded_at=None, kind="course").order_by("id").first()
    programme = Programme.objects.get(place__key="bac-giang")
    centre = Organisation.objects.get(kind="centre", place__key="bac-ninh-tu-2025")
    return {
        "result": f"/desk/ket-qua/{result.id}/",
        "programme": f"/desk/chi-tieu/{programme.id}/",
        "body": f"/desk/don-vi/{centre.id}/",
        "quality": f"/desk/chat-luong/{centre.parent_id}/",
    }


def _of_the_calendar() -> str:
    """Return the address of a report that was given back."""
    from khuyencong.reporting.models import Duty

    back = Duty.objects.filter(state="returned").order_by("custodian__key").first()
    return f"/desk/lich-bao-cao/{back.id}/"


def _figures(report) -> dict[str, object]:  # type: ignore[no-untyped-def]
    """Return what fills the pages of figures: one of the report, a dispute, a file on its way."""
    from khuyencong.accounts.models import User
    from khuyencong.core.clock import now
    from khuyencong.ingestion import actions, queries
    from khuyencong.ingestion.models import Document

    officer = User.objects.get(username=WHO)
    unread = next(
        (d for d in Document.objects.order_by("id") if queries.reviewing(d).doubtful), report
    )
    answered = next(row for row in queries.reviewing(report).rows if row.slot)
    disputes = queries.disputes(officer)
    intake = actions.hand_in(
        by=officer,
        custodian=report.custodian,
        file_name="bao-cao-lon.txt",
        data=report.text.encode(),
        at=now(),
    )
    asked = f"mot/?{urlencode({'cau': disputes[0].slot})}" if disputes else ""
    return {
        "unread": f"/desk/bao-cao/{unread.id}/",
        "series": answered.series,
        "dispute": f"/desk/mau-thuan/{asked}",
        "intake": intake.id,
    }


def _take(  # type: ignore[no-untyped-def]
    page, address: str, paths: dict[str, str], label: str, only: Collection[str]
) -> None:
    for name, path in paths.items():
        if not only or f"{name}-{label}" in only:
            answer = page.goto(address + path)
            if answer.status in (403, 404) and name != NOWHERE:
                raise SystemExit(f"{name}: {path} trả lời {answer.status}, không phải trang ấy.")
            page.screenshot(path=SCREENS / f"{name}-{label}.png", full_page=True)


def _at_passage(page, address: str, label: str) -> None:  # type: ignore[no-untyped-def]
    """Take the report as somebody sees it who has opened a check: its passages beside it."""
    page.goto(address)
    page.evaluate(
        "document.getElementById('doan-1').scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    page.screenshot(path=SCREENS / f"soat-mo-{label}.png")


def _print(  # type: ignore[no-untyped-def]
    page, address: str, paths: dict[str, str], names: Collection[str], only: Collection[str]
) -> None:
    """Print the pages that people print, one picture a sheet."""
    if not shutil.which("pdftoppm"):
        print("Không có pdftoppm (gói poppler-utils): bỏ qua A4.", file=sys.stderr)
        return
    for name in names:
        if name not in paths or (only and f"{name}-A4-1" not in only):
            continue
        page.goto(address + paths[name])
        pdf = SCREENS / f"{name}.pdf"
        page.pdf(path=pdf, format="A4", print_background=False, prefer_css_page_size=True)
        picture = SCREENS / f"{name}-A4"
        subprocess.run(["pdftoppm", "-png", "-r", "96", pdf, picture], check=True)
        for sheet in SCREENS.glob(f"{name}-A4-*.png"):
            number = int(sheet.stem.rsplit("-", 1)[1])
            sheet.rename(SCREENS / f"{name}-A4-{number}.png")


def shown(names: Collection[str]) -> dict[str, int]:
    """Copy pictures with a palette into docs/screens; return their sizes in bytes."""
    from palette import shrink

    SHOWN.mkdir(parents=True, exist_ok=True)
    sizes = {}
    for name in names:
        source, height = DOZEN[name]
        picture = shrink((SCREENS / f"{source}.png").read_bytes(), height)
        (SHOWN / f"{name}.png").write_bytes(picture)
        sizes[name] = len(picture)
    return sizes


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
