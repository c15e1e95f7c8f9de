"""The `khuyencong` command: thin, it calls the same actions and queries as the web.

Exit 0: done. 1: findings, where the command is a check. 2: bad usage or unreadable input, with
one clear line on stderr and never a traceback.
"""

import argparse
import gc
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khuyencong.output import CannotWrite, write_output

if TYPE_CHECKING:
    from khuyencong.reading.model import Reading
    from khuyencong.reports.queries.against import Against


class BadConfiguration(Exception):
    """The settings or the database cannot be used; the message says which and why."""


Command = Callable[[argparse.Namespace], int]
#: Forms of `report`; all but the last two are told by the shape of the period.
FORMS = (
    "period",
    "year",
    "half_year",
    "nine_months",
    "quarter",
    "month",
    "plan_registration",
    "thematic",
)
SHEET_KINDS = ("establishments", "past_projects", "needs", "entries", "jurors")
READ = ".txt, .md, .docx, .html hoặc .pdf"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; return its exit code."""
    _speak_utf8()
    arguments = _parser().parse_args(argv)
    command: Command = arguments.command
    try:
        return command(arguments)
    except (CannotWrite, BadConfiguration) as refusal:
        return complain(str(refusal))
    except BrokenPipeError:
        # The reader of our output went away; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _speak_utf8() -> None:
    """Print Vietnamese whatever the locale is: a terminal that is set to latin-1 ends nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def complain(line: str) -> int:
    """Say one line on stderr; return the exit code of bad usage."""
    print(f"khuyencong: {line}", file=sys.stderr)
    return 2


def check(arguments: argparse.Namespace) -> int:
    """Read a report, print its figures, its arithmetic and its contradictions."""
    from khuyencong.check_file import check_file
    from khuyencong.reading.files import Unreadable

    try:
        output, holds = check_file(arguments.file, arguments.format)
    except Unreadable as refusal:
        return complain(str(refusal))
    write_output(arguments.output, output)
    return 0 if holds else 1


def lint(arguments: argparse.Namespace) -> int:
    """Look at a Word document: its layout, and its figures like `check`."""
    from khuyencong.lint_file import lint_file
    from khuyencong.reading.files import Unreadable

    try:
        output, is_clean = lint_file(arguments.file, arguments.format, _records())
    except Unreadable as refusal:
        return complain(str(refusal))
    write_output(arguments.output, output)
    return 0 if is_clean else 1


def _records() -> "Callable[[Reading], Against] | None":
    """Return what holds a reading against the records; None where no database is set up."""
    try:
        django_setup()
    except BadConfiguration:
        return None
    from khuyencong.core.clock import now, today
    from khuyencong.preparation import is_prepared
    from khuyencong.reports.queries.against import against_records

    if not is_prepared():
        return None
    return lambda reading: against_records(reading, now=now(), on=today())


def ingest(arguments: argparse.Namespace) -> int:
    """Keep a report with its figures, for an officer to look at."""
    django_setup()
    from khuyencong.ingest_file import NotIngested, ingest_file

    with said_plainly():
        try:
            done = ingest_file(arguments.file, place=arguments.place, period=arguments.period)
        except NotIngested as refusal:
            return complain(str(refusal))
    for line in done.lines:
        print(line)
    return 0


def import_sheet(arguments: argparse.Namespace) -> int:
    """Read a spreadsheet, say all that is wrong in it, enter it where nothing is."""
    django_setup()
    from khuyencong.import_file import Asked, NotImported, import_file

    asked = Asked(
        file=arguments.file,
        kind=arguments.kind,
        dry_run=arguments.dry_run,
        sheet=arguments.sheet,
        answers=dict(arguments.answer),
        only_sound=arguments.only_sound,
        place=arguments.place,
        by=arguments.by,
    )
    with said_plainly():
        try:
            done = import_file(asked)
        except NotImported as refusal:
            return complain(str(refusal))
    told = done.as_json() if arguments.format == "json" else done.as_text()
    write_output("-", told.encode())
    return 0 if done.is_sound else 1


def report(arguments: argparse.Namespace) -> int:
    """Write the report of a place and a period."""
    django_setup()
    from khuyencong.report_file import Asked, NotReported, report_file

    asked = Asked(
        place=arguments.place,
        period=arguments.period,
        form=arguments.form,
        as_of=arguments.as_of,
        borders=arguments.borders,
    )
    with said_plainly():
        try:
            output = report_file(asked, arguments.format)
        except NotReported as refusal:
            return complain(str(refusal))
    write_output(arguments.output, output)
    return 0


def open_data(arguments: argparse.Namespace) -> int:
    """Write a bundle of open data."""
    django_setup()
    from khuyencong.open_data_file import NotBundled
    from khuyencong.open_data_file import open_data as write

    with said_plainly():
        try:
            write(arguments.output, arguments.as_of)
        except NotBundled as refusal:
            return complain(str(refusal))
    return 0


def demo(arguments: argparse.Namespace) -> int:
    """Set up the demonstration and, unless told otherwise, serve it."""
    django_setup()
    from khuyencong.demo.build import build

    with said_plainly():
        for line in build(reset=arguments.reset):
            print(line, flush=True)
    return serve(arguments) if arguments.serve else 0


def prepare(arguments: argparse.Namespace) -> int:
    """Set up a real service, or bring it to a new edition: tables, static files, reference data."""
    django_setup()
    from khuyencong.preparation import prepare as steps

    with said_plainly():
        for line in steps():
            print(line, flush=True)
    return 0


def simulate(arguments: argparse.Namespace) -> int:
    """Enter a synthetic nation into a database of its own, and print its mark."""
    django_setup()
    from khuyencong.preparation import prepare as steps
    from khuyencong.simulation.digest import digest
    from khuyencong.simulation.entering import simulate as run

    with said_plainly():
        for line in (*steps(), *run(arguments.projects, arguments.seed)):
            print(line, flush=True)
        print(f"Mã nhận dạng: {digest()}")
    return 0


def serve(arguments: argparse.Namespace) -> int:
    """Serve the application on this machine, with the background worker beside it."""
    from khuyencong.server import CannotListen
    from khuyencong.server import serve as run

    try:
        return run(arguments.port)
    except CannotListen as refusal:
        return complain(str(refusal))


def worker(arguments: argparse.Namespace) -> int:
    """Do the background work until told to stop."""
    django_setup()
    import signal
    from threading import Event

    from khuyencong.core.jobs import run_forever

    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run_forever(stop)
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Check the journal's seals, the stored documents and the reference data."""
    django_setup()
    from khuyencong.verification import verify as findings

    with said_plainly():
        found = list(findings())
    for line in found:
        print(line)
    print("Mọi thứ khớp." if not found else f"{len(found)} điều không khớp.")
    return 1 if found else 0


def backup(arguments: argparse.Namespace) -> int:
    """Write everything into one file, as of one instant."""
    django_setup()
    from khuyencong.backup_file import backup_file, say

    with said_plainly():
        return say(backup_file(arguments.file), beside=arguments.file == "-")


def restore(arguments: argparse.Namespace) -> int:
    """Bring a backup into an empty database, or try it out beside the house."""
    django_setup()
    from khuyencong.backup_file import NotDone, drill_file, restore_file, say

    does = drill_file if arguments.drill else restore_file
    with said_plainly():
        try:
            return say(does(arguments.file), beside=False)
        except NotDone as refusal:
            return complain(str(refusal))


def qr(arguments: argparse.Namespace) -> int:
    """Verify a product's QR; export keys and the offline page; count openings."""
    return {
        "verify": _qr_verify,
        "keys": _qr_keys,
        "page": _qr_page,
        "scans": _qr_scans,
        "rotate": _qr_rotate,
    }[arguments.what](arguments)


def exchange(arguments: argparse.Namespace) -> int:
    """Exchange signed bundles with another instance."""
    django_setup()
    from khuyencong import exchange_file
    from khuyencong.exchange_file import NotExchanged

    does = {
        "export": _exchange_export,
        "import": _exchange_import,
        "keys": _exchange_keys,
        "new-key": _exchange_new_key,
        "status": _exchange_status,
    }[arguments.what]
    with said_plainly():
        try:
            return does(exchange_file, arguments)
        except NotExchanged as refusal:
            return complain(str(refusal))


def _exchange_export(house: Any, arguments: argparse.Namespace) -> int:
    done = house.export_file(to=arguments.to, again=arguments.again)
    write_output(arguments.bundle, done.data)
    files = f", {done.files} tệp" if done.files else ""
    told = f"{done.count} thay đổi{files} gửi {done.bundle.partner}"
    if done.left:
        told += f"; còn {done.left}, xuất thêm một gói nữa"
    print(f"{told}.", file=sys.stderr)
    return 0


def _exchange_import(house: Any, arguments: argparse.Namespace) -> int:
    for line in house.import_file(arguments.bundle):
        print(line)
    return 0


def _exchange_keys(house: Any, arguments: argparse.Namespace) -> int:
    told = house.keys(name=arguments.name, body=arguments.body, address=arguments.address)
    write_output(arguments.output, told.encode())
    return 0


def _exchange_new_key(house: Any, arguments: argparse.Namespace) -> int:
    for line in house.change_key(stolen=arguments.stolen):
        print(line)
    return 0


def _exchange_status(house: Any, arguments: argparse.Namespace) -> int:
    for line in house.status():
        print(line)
    return 0


def _qr_verify(arguments: argparse.Namespace) -> int:
    from khuyencong.core.clock import today
    from khuyencong.qr_file import Asked, NotVerified, verify_label

    asked = Asked(arguments.label, arguments.key, arguments.host, arguments.revoked)
    try:
        told, code = verify_label(asked, on=today())
    except NotVerified as refusal:
        return complain(str(refusal))
    write_output("-", told.encode())
    return code


def _qr_keys(arguments: argparse.Namespace) -> int:
    django_setup()
    from khuyencong.competitions.actions.keys import signing_key
    from khuyencong.competitions.queries.seals import public_trust
    from khuyencong.core.clock import now
    from khuyencong.qr_file import keys_file
    from khuyencong.values.errors import Unreadable
    from khuyencong.values.seals import trust_file

    with said_plainly():
        try:
            signing_key(at=now())
        except (Unreadable, OSError) as refusal:
            return complain(f"KHUYENCONG_QR_KEY: {refusal}")
        told = trust_file(public_trust())
    write_output(arguments.output or str(keys_file()), told)
    return 0


def _qr_page(arguments: argparse.Namespace) -> int:
    django_setup()
    from khuyencong.competitions.queries.seals import public_trust, revocations
    from khuyencong.core.clock import now
    from khuyencong.web.label.offline import offline_page

    with said_plainly():
        told = offline_page(public_trust(), revocations(now()))
    write_output(arguments.output, told.encode())
    return 0


def _qr_scans(arguments: argparse.Namespace) -> int:
    django_setup()
    from khuyencong.competitions.actions.scans import count_scans
    from khuyencong.core.clock import now
    from khuyencong.core.refusal import Refused

    with said_plainly():
        try:
            done = count_scans(path=arguments.log, at=now())
        except OSError as error:
            return complain(f"{arguments.log}: {error.strerror}.")
        except Refused as refusal:
            return complain(str(refusal))
    print(f"{done.opened} lượt mở trang của {done.products} danh hiệu; đã đọc {done.read} byte.")
    return 0


def _qr_rotate(arguments: argparse.Namespace) -> int:
    django_setup()
    from khuyencong.competitions.actions.keys import rotate_key
    from khuyencong.core.clock import now

    with said_plainly():
        key = rotate_key(at=now())
    print(f"Từ nay ký bằng khóa {key.public.name}; tem in trước vẫn kiểm tra được.")
    return 0


def account(arguments: argparse.Namespace) -> int:
    """Open, list and close accounts, and give a password, for who sits at the machine."""
    django_setup()
    from khuyencong import account_file
    from khuyencong.core.refusal import Refused

    does: dict[str, Callable[[Any, argparse.Namespace], str]] = {
        "open": _account_open,
        "list": lambda house, told: str(house.listing(told.body, told.all)),
        "close": lambda house, told: str(house.close_account(told.username, told.reason)),
        "password": lambda house, told: str(house.password(told.username)),
    }
    with said_plainly():
        try:
            said = does[arguments.what](account_file, arguments)
        except Refused as refusal:
            return complain(str(refusal))
    write_output("-", said.encode())
    return 0


def _account_open(house: Any, arguments: argparse.Namespace) -> str:
    asked = house.Asked(
        username=arguments.username,
        name=arguments.name,
        role=arguments.role,
        body=arguments.body,
        email=arguments.email,
        is_another=arguments.another,
        by_letter=arguments.letter,
    )
    return str(house.open_account(asked))


def password(arguments: argparse.Namespace) -> int:
    """Give an account a new password and print it once."""
    arguments.what = "password"
    return account(arguments)


def bench(arguments: argparse.Namespace) -> int:
    """Measure the program beside its floors."""
    from khuyencong.bench.run import run

    return run(json_path=arguments.json, full=arguments.full)


def django_setup() -> None:
    """Wake Django for the commands that need the database.

    What is imported stays to the end: the search for cycles leaves it alone, an eighth of the wait.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khuyencong.settings")
    import django

    gc.disable()
    try:
        with said_plainly():
            django.setup()
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn settings that cannot be used, and a database that was never set up, into one line."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, ProgrammingError

    try:
        yield
    except ImproperlyConfigured as refusal:
        raise BadConfiguration(refusal) from refusal
    except (OperationalError, ProgrammingError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise BadConfiguration(
            f"không dùng được cơ sở dữ liệu (DATABASE_URL), hoặc chưa dựng: {reason}"
        ) from error


#: Each command with what it does and how it is called, as `--help` says it.
COMMANDS: dict[Command, tuple[str, str]] = {
    check: (
        "Đọc một báo cáo: số liệu, phép tính và chỗ mâu thuẫn.",
        "khuyencong check bao-cao.md --format json -o ket-qua.json",
    ),
    lint: (
        "Soát một văn bản Word: thể thức (NĐ 30/2020/NĐ-CP) và số liệu.",
        "khuyencong lint bao-cao.docx",
    ),
    ingest: (
        "Nhận một báo cáo: giữ bản gốc và từng số liệu, chờ cán bộ soát.",
        "khuyencong ingest bao-cao.docx --place 'Bắc Giang' --period 2016-2020",
    ),
    import_sheet: (
        "Nhập một bảng tính: mọi lỗi của mọi dòng; chỉ ghi khi không còn gì sai.",
        "khuyencong import danh-muc.xlsx --kind past_projects --dry-run",
    ),
    report: (
        "Lập báo cáo của một nơi trong một thời gian từ mọi số liệu đã biết.",
        "khuyencong report 'Bắc Giang' 2016-2020 --format docx -o bao-cao.docx",
    ),
    open_data: (
        "Lập gói dữ liệu mở: mọi bảng dạng CSV, JSON, Parquet; không dữ liệu cá nhân.",
        "khuyencong open-data -o du-lieu-mo.zip --as-of 2026-11-30",
    ),
    demo: ("Dựng bản dùng thử rồi phục vụ.", "khuyencong demo --no-serve"),
    prepare: (
        "Dựng hệ thống thật hoặc cập nhật bản mới: bảng, tệp tĩnh, dữ liệu tham chiếu.",
        "khuyencong prepare",
    ),
    serve: ("Phục vụ tại máy này, việc nền chạy kèm.", "khuyencong serve --port 8123"),
    worker: ("Làm việc nền cho đến khi được dừng.", "khuyencong worker"),
    verify: (
        "Kiểm tra niêm phong nhật ký, báo cáo đã lưu và địa danh.",
        "khuyencong verify",
    ),
    backup: (
        "Sao lưu toàn bộ: mọi dòng, mọi tệp, tại một thời điểm; người khác vẫn làm việc.",
        "khuyencong backup /sao-luu/khuyen-cong-2026-11-30.kcb",
    ),
    restore: (
        "Khôi phục một bản sao lưu vào chỗ trống; --drill thì chỉ diễn tập rồi dọn đi.",
        "khuyencong restore /sao-luu/khuyen-cong-2026-11-30.kcb --drill",
    ),
    account: (
        "Tài khoản: mở, liệt kê, khóa, cấp mật khẩu; người quản trị đầu tiên mở bằng lệnh này.",
        "khuyencong account open quan-tri --name 'Họ và tên' --role ADMIN --in Cục",
    ),
    password: (
        "Đặt mật khẩu mới cho một tài khoản và in ra một lần; người nhận đổi khi vào.",
        "khuyencong password giam-khao",
    ),
    qr: (
        "Mã QR của sản phẩm: kiểm tra tem, xuất khóa và trang không mạng, đếm lượt xem.",
        "khuyencong qr verify tem.png --key khoa.json --revoked thu-hoi.json",
    ),
    exchange: (
        "Trao đổi hồ sơ với hệ thống khác bằng gói có chữ ký; gói nhận lại lần nữa không đổi gì.",
        "khuyencong exchange export goi-gui-cuc.kcx --to Cục",
    ),
    simulate: (
        "Dựng một đất nước giả với N đề án, trong cơ sở dữ liệu riêng.",
        "khuyencong simulate --projects 10000 --seed 1",
    ),
    bench: ("Đo tốc độ bên cạnh mức sàn.", "khuyencong bench --json build/bench.json"),
}


#: Commands whose name is no name in Python.
NAMES: dict[Command, str] = {import_sheet: "import", open_data: "open-data"}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="khuyencong", description="Hệ thống quản lý khuyến công.", allow_abbrev=False
    )
    added = parser.add_subparsers(required=True, metavar="LỆNH")
    commands = {command: _added(added, command) for command in COMMANDS}

    one = commands[check]
    one.add_argument("file", metavar="FILE", type=Path, help=f"báo cáo {READ}")
    one.add_argument("--format", choices=["text", "json", "html"], default="text")
    one.add_argument("-o", "--output", default="-", metavar="OUT", help="tệp ra; “-” là màn hình")

    one = commands[lint]
    one.add_argument("file", metavar="FILE", type=Path, help="văn bản .docx")
    one.add_argument("--format", choices=["text", "json"], default="text")
    one.add_argument("-o", "--output", default="-", metavar="OUT", help="tệp ra; “-” là màn hình")

    one = commands[ingest]
    one.add_argument("file", metavar="FILE", type=Path, help=f"báo cáo {READ}")
    one.add_argument("--place", metavar="P", default="", help="nơi báo cáo nói về")
    one.add_argument("--period", metavar="A-B", default="", help="thời gian, ví dụ 2016-2020")

    one = commands[import_sheet]
    one.add_argument("file", metavar="FILE.xlsx", type=Path, help="bảng tính .xlsx hoặc .csv")
    one.add_argument(
        "--kind",
        required=True,
        type=_sheet_kind,
        metavar="KIND",
        help=f"trong tệp là gì: {', '.join(SHEET_KINDS)}, hoặc result-<loại kết quả>",
    )
    one.add_argument("--dry-run", action="store_true", help="chỉ xem, không ghi gì")
    one.add_argument("--format", choices=["text", "json"], default="text")
    one.add_argument("--for", dest="place", metavar="P", default="", help="tỉnh được nhập cho")
    one.add_argument("--by", metavar="TÊN", default="", help="tên đăng nhập của người nhập")
    one.add_argument("--sheet", metavar="TỜ", default="", help="tờ nào; mặc định máy tìm")
    one.add_argument(
        "--answer", metavar="Ô=TRẢ-LỜI", type=_answer, action="append", default=[],
        help="trả lời một câu hỏi, như 'F10=text:60'; lặp lại được",
    )  # fmt: skip
    one.add_argument("--only-sound", action="store_true", help="bỏ các dòng sai, nhập dòng sạch")

    one = commands[report]
    one.add_argument("place", metavar="PLACE", help="tên hoặc khoá: “Bắc Giang”, “cả nước”")
    one.add_argument("period", metavar="PERIOD", help="2016-2020, 2020, 2026-H1, 2026-Q1, 2026-05")
    one.add_argument("--form", choices=FORMS, help="mẫu; mặc định theo thời gian")
    one.add_argument("--as-of", metavar="D", help="theo những gì biết đến hết ngày này")
    one.add_argument("--borders", choices=["then", "today"], default="then", help="địa giới")
    one.add_argument("--format", choices=["json", "html", "docx", "pdf", "xlsx"], default="json")
    one.add_argument("-o", "--output", default="-", metavar="OUT", help="tệp ra; “-” là màn hình")

    one = commands[open_data]
    one.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="thư mục, tệp .zip, hoặc “-”"
    )
    one.add_argument("--as-of", metavar="D", default="", help="theo những gì biết đến hết ngày này")

    one = commands[simulate]
    one.add_argument("--projects", metavar="N", type=_count, required=True, help="số đề án")
    one.add_argument("--seed", metavar="S", type=_seed, default=1, help="hạt giống, mặc định 1")

    one = commands[demo]
    one.add_argument("--reset", action="store_true", help="xoá dữ liệu thử và làm lại từ đầu")
    one.add_argument("--no-serve", dest="serve", action="store_false", help="dựng xong thì dừng")

    _add_qr(commands[qr])
    _add_exchange(commands[exchange])
    _add_account(commands[account])

    one = commands[password]
    one.add_argument("username", metavar="TÊN", help="tên đăng nhập")

    commands[backup].add_argument("file", metavar="FILE", help="tệp ra; “-” là đầu ra chuẩn")
    one = commands[restore]
    one.add_argument("file", metavar="FILE", type=Path, help="tệp của khuyencong backup")
    one.add_argument(
        "--drill", action="store_true", help="dựng lại ở chỗ riêng, soát mọi thứ, rồi dọn đi"
    )

    for one in (commands[demo], commands[serve]):
        one.add_argument("--port", type=_port, default=8000, help="cổng, mặc định 8000")

    one = commands[bench]
    one.add_argument("--json", type=Path, metavar="OUT", help="ghi kết quả dạng JSON")
    one.add_argument("--full", action="store_true", help="thêm các cỡ lớn nhất")
    return parser


#: What `exchange` does: each with its example.
EXCHANGE_PARTS = {
    "export": (
        "Viết gói tiếp theo cho một đối tác.",
        "khuyencong exchange export goi.kcx --to 'Bắc Ninh'",
    ),
    "import": ("Nhận một gói.", "khuyencong exchange import goi.kcx"),
    "keys": (
        "In giấy giới thiệu của hệ thống này để bên kia nhập; lần đầu thì lập khóa.",
        "khuyencong exchange keys --name 'Khuyến công Bắc Ninh' -o gioi-thieu.json",
    ),
    "new-key": (
        "Đổi khóa ký của hệ thống này; khóa mới báo trong gói ký bằng khóa cũ.",
        "khuyencong exchange new-key",
    ),
    "status": ("Trao đổi với từng đối tác đến đâu, còn thiếu gì.", "khuyencong exchange status"),
}


def _add_exchange(one: argparse.ArgumentParser) -> None:
    parts = one.add_subparsers(required=True, metavar="VIỆC", dest="what")
    added = {
        name: parts.add_parser(
            name, help=does, description=does, epilog=f"Ví dụ: {how}", allow_abbrev=False
        )
        for name, (does, how) in EXCHANGE_PARTS.items()
    }
    sub = added["export"]
    sub.add_argument("bundle", metavar="BUNDLE", help="tệp ra; “-” là màn hình")
    sub.add_argument("--to", metavar="ĐỐI-TÁC", default="", help="tên hoặc mã; bỏ khi chỉ có một")
    sub.add_argument(
        "--again", action="store_true", help="gửi lại mọi thứ mà bên kia chưa báo đã nhận"
    )
    added["import"].add_argument("bundle", metavar="BUNDLE", type=Path, help="gói nhận được")
    added["new-key"].add_argument(
        "--stolen", action="store_true", help="khóa cũ đã lộ: bỏ ngay, từng nơi nhập tay khóa mới"
    )
    sub = added["keys"]
    sub.add_argument("--name", metavar="TÊN", default="", help="tên của hệ thống này")
    sub.add_argument(
        "--body", metavar="KHÓA", default="", help="đơn vị vận hành, như so-cong-thuong.bac-ninh"
    )
    sub.add_argument("--address", metavar="URL", default="", help="địa chỉ HTTPS của hệ thống này")
    sub.add_argument("-o", "--output", metavar="OUT", default="-", help="tệp ra; “-” là màn hình")


#: What `account` does: each with its example.
ACCOUNT_PARTS = {
    "open": (
        "Mở một tài khoản với vai trò đầu tiên; in mật khẩu lần đầu, chỉ một lần.",
        "khuyencong account open quan-tri --name 'Họ và tên' --role ADMIN --in Cục",
    ),
    "list": (
        "Liệt kê ai giữ vai trò gì ở đơn vị nào hôm nay.",
        "khuyencong account list --in 'Sở Công Thương tỉnh Bắc Ninh'",
    ),
    "close": (
        "Khóa một tài khoản và cho thôi mọi vai trò.",
        "khuyencong account close nguyen-van-a --reason 'Nghỉ hưu'",
    ),
    "password": (
        "Cấp mật khẩu mới và in ra một lần.",
        "khuyencong account password nguyen-van-a",
    ),
}


def _add_account(one: argparse.ArgumentParser) -> None:
    parts = one.add_subparsers(required=True, metavar="VIỆC", dest="what")
    added = {
        name: parts.add_parser(
            name, help=does, description=does, epilog=f"Ví dụ: {how}", allow_abbrev=False
        )
        for name, (does, how) in ACCOUNT_PARTS.items()
    }
    for name in ("open", "close", "password"):
        added[name].add_argument("username", metavar="TÊN", help="tên đăng nhập")
    sub = added["open"]
    sub.add_argument("--name", metavar="HỌ-TÊN", required=True, help="họ và tên")
    sub.add_argument(
        "--role", metavar="VAI-TRÒ", required=True, help="mã hoặc tên vai trò, như ADMIN"
    )
    sub.add_argument(
        "--in", dest="body", metavar="ĐƠN-VỊ", required=True, help="khóa hoặc tên đơn vị"
    )
    sub.add_argument("--email", metavar="THƯ", default="", help="thư điện tử, nếu có")
    sub.add_argument(
        "--letter",
        action="store_true",
        help="gửi thư có liên kết đặt mật khẩu thay vì in mật khẩu",
    )
    sub.add_argument(
        "--another", action="store_true", help="là người khác với tài khoản cùng họ tên đã có"
    )
    sub = added["list"]
    sub.add_argument("--in", dest="body", metavar="ĐƠN-VỊ", default="", help="chỉ một đơn vị")
    sub.add_argument("--all", action="store_true", help="cả vai trò đã thôi và tài khoản đã khóa")
    added["close"].add_argument("--reason", metavar="LÝ-DO", required=True, help="vì sao khóa")


#: What `qr` does: each with its example.
QR_PARTS = {
    "verify": (
        "Kiểm tra một tem: dòng chữ của mã, hoặc ảnh PNG, JPEG. Không cần mạng.",
        "khuyencong qr verify tem.jpg --key khoa.json",
    ),
    "keys": ("Xuất khóa công khai và tên miền.", "khuyencong qr keys -o khoa.json"),
    "page": (
        "Viết trang HTML kiểm tra tem, chạy không cần mạng.",
        "khuyencong qr page -o kiem-tra.html",
    ),
    "scans": (
        "Đếm lượt mở trang sản phẩm từ nhật ký truy cập; chỉ đọc ngày và đường dẫn.",
        "khuyencong qr scans access.log",
    ),
    "rotate": ("Dùng khóa ký mới; tem cũ vẫn kiểm tra được.", "khuyencong qr rotate"),
}


def _add_qr(one: argparse.ArgumentParser) -> None:
    parts = one.add_subparsers(required=True, metavar="VIỆC", dest="what")
    added = {
        name: parts.add_parser(
            name, help=does, description=does, epilog=f"Ví dụ: {how}", allow_abbrev=False
        )
        for name, (does, how) in QR_PARTS.items()
    }
    sub = added["verify"]
    sub.add_argument("label", metavar="TEXT|IMAGE", help="dòng chữ của mã, hoặc tệp ảnh")
    sub.add_argument(
        "--key", type=Path, metavar="FILE", help="khóa công khai: PEM, hoặc tệp của “qr keys”"
    )
    sub.add_argument("--host", metavar="H", default="", help="tên miền chính thức")
    sub.add_argument("--revoked", type=Path, metavar="FILE", help="danh sách /q/thu-hoi.json")
    added["scans"].add_argument("log", metavar="LOGFILE", type=Path, help="nhật ký truy cập")
    added["keys"].add_argument("-o", "--output", metavar="OUT", help="mặc định: qr-keys.json ở var")
    added["page"].add_argument("-o", "--output", metavar="OUT", default="-", help="tệp HTML ra")


def _added(commands: Any, command: Command) -> argparse.ArgumentParser:
    """Add the subcommand that bears the function's name; return its parser."""
    summary, example = COMMANDS[command]
    sub: argparse.ArgumentParser = commands.add_parser(
        NAMES.get(command, command.__name__),
        help=summary,
        description=summary,
        epilog=f"Ví dụ: {example}",
        allow_abbrev=False,
    )
    sub.set_defaults(command=command)
    return sub


def _sheet_kind(text: str) -> str:
    """Return a kind of rows; which kinds of results there are is looked up where it is needed."""
    if text not in SHEET_KINDS and not text.startswith("result-"):
        raise argparse.ArgumentTypeError(f"không có loại “{text}”")
    return text


def _answer(text: str) -> tuple[str, str]:
    at, sign, said = text.partition("=")
    if not (at and sign):
        raise argparse.ArgumentTypeError("trả lời phải có dạng Ô=TRẢ-LỜI")
    return at, said


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 1_000_000):
        raise argparse.ArgumentTypeError("số đề án phải là số từ 1 đến 1000000")
    return int(text)


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise argparse.ArgumentTypeError("hạt giống phải là số từ 0 đến 999999999")
    return int(text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError("cổng phải là số từ 1 đến 65535")
    return int(text)
