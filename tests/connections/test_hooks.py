"""Addresses: told of what their maker may see, each act once, signed, again where none answers."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from khuyencong.accounts.actions import end_role
from khuyencong.accounts.models import User
from khuyencong.connections import actions, calling, queries, tasks
from khuyencong.connections.calling import NoAnswer, call
from khuyencong.connections.models import Delivery, Hook
from khuyencong.connections.rules import secret_of, signature
from khuyencong.connections.states import EVENTS, MOST_HOOKS, OVERLAP, DeliveryState
from khuyencong.core import journal, outbox
from khuyencong.core.clock import now
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry, OutboxMessage
from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Organisation
from tests.cast import Cast
from tests.connections.receiver import Receiver, receiving
from tests.factories import make_hook

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """Return another system on this machine, which may be called in tests alone."""
    settings.WEBHOOK_LOCAL = True
    with receiving() as told:
        yield told


def act(name: str, custodian: Organisation, at: datetime = AT) -> JournalEntry:
    """Let something happen, and seal it."""
    with transaction.atomic():
        entry = journal.record(name, custodian=custodian.id, about=f"request:{new_id()}", at=at)
    journal.seal()
    return entry


def work(at: datetime = AT) -> None:
    """Do what the worker does: read the journal, send what is due."""
    tasks.read_journal(at)
    outbox.deliver(at)
    tasks.read_journal(at)


def given(by: User, custodian: Organisation, url: str, *events: str) -> tuple[Hook, str]:
    return actions.make_hook(
        by=by, custodian=custodian, label="Hệ thống", url=url, events=events, at=AT
    )


def test_an_act_is_told_once_with_ids_alone_and_signed(cast: Cast, receiver: Receiver) -> None:
    hook, secret = given(cast.owner, cast.department, receiver.url, "request.send")
    tasks.read_journal(AT)
    entry = act("request.send", cast.department)
    act("request.saved", cast.department)
    act("request.receive", cast.department)
    for _ in range(3):
        work()
    delivery = Delivery.objects.get()
    assert len(receiver.bodies) == 1
    assert json.loads(receiver.bodies[0]) == {
        "id": str(delivery.id),
        "event": "request.send",
        "about": {"kind": "request", "id": entry.about.partition(":")[2]},
        "custodian": str(cast.department.id),
        "happened_at": AT.isoformat(),
    }
    head = receiver.heads[0]
    stamp, signed = head["X-KhuyenCong-Signature"].split(",")
    assert signed.removeprefix("v1=") == signature(
        secret, stamp=int(stamp.removeprefix("t=")), delivery=delivery.id, body=receiver.bodies[0]
    )
    assert head["X-KhuyenCong-Delivery"] == str(delivery.id)
    assert head["X-KhuyenCong-Event"] == "request.send"
    assert head["Content-Type"] == "application/json"
    assert (delivery.state, delivery.outcome, delivery.attempts) == ("sent", "200", 1)
    assert delivery.hook == hook


def test_what_its_maker_may_not_see_is_not_told(cast: Cast, receiver: Receiver) -> None:
    given(cast.owner, cast.department, receiver.url, "request.send")
    tasks.read_journal(AT)
    act("request.send", cast.other_department)
    work()
    assert not receiver.bodies
    end_role(membership=cast.owner.memberships.get(), at=now())
    act("request.send", cast.department)
    work()
    assert not receiver.bodies and not Delivery.objects.exists()


def test_history_before_the_address_is_not_told(cast: Cast, receiver: Receiver) -> None:
    tasks.read_journal(AT)
    act("request.send", cast.department)
    work()
    given(cast.owner, cast.department, receiver.url, "request.send")
    work()
    assert not receiver.bodies


def test_it_goes_again_under_the_same_id_then_waits_for_a_person(
    cast: Cast, receiver: Receiver
) -> None:
    hook, _ = given(cast.owner, cast.department, receiver.url, "request.send")
    tasks.read_journal(AT)
    act("request.send", cast.department)
    receiver.status = 503
    at = AT
    for number in range(1, outbox.MOST_ATTEMPTS + 1):
        work(at)
        told = Delivery.objects.get()
        assert told.attempts == len(receiver.bodies) == number
        assert told.outcome == "trả lời mã 503"
        at += timedelta(minutes=2 ** (number + 1))
    work(at)
    told = Delivery.objects.get()
    assert told.state == DeliveryState.GIVEN_UP
    assert len(receiver.bodies) == outbox.MOST_ATTEMPTS
    assert len({head["X-KhuyenCong-Delivery"] for head in receiver.heads}) == 1
    receiver.status = 204
    actions.send_again(by=cast.owner, delivery=told, at=at)
    with pytest.raises(Refused, match="đang chờ gửi"):
        actions.send_again(by=cast.owner, delivery=told, at=at)
    work(at)
    told = Delivery.objects.get()
    assert (told.state, told.outcome) == ("sent", "204")
    assert {json.loads(body)["id"] for body in receiver.bodies} == {str(told.id)}
    assert hook.deliveries.count() == 1


def test_a_redirect_is_not_followed(cast: Cast, receiver: Receiver) -> None:
    with receiving() as elsewhere:
        receiver.status, receiver.headers = 307, {"Location": elsewhere.url}
        with pytest.raises(NoAnswer, match="307"):
            call(receiver.url, b"{}", {})
        assert len(receiver.bodies) == 1 and not elsewhere.bodies


def test_a_slow_answer_is_cut_off(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "WHOLE", 0.2)
    receiver.slow = 1
    with pytest.raises(NoAnswer, match="không kết nối được"):
        call(receiver.url, b"{}", {})


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (["10.0.0.7"], "mạng nội bộ"),
        (["93.184.216.34", "192.168.1.1"], "mạng nội bộ"),
        (["169.254.169.254"], "mạng nội bộ"),
        (["::1"], "mạng nội bộ"),
        (["::ffff:127.0.0.1"], "mạng nội bộ"),
        (["fd00::1"], "mạng nội bộ"),
        ([], "mạng nội bộ"),
    ],
)
def test_a_name_that_means_an_inner_machine_is_not_called(
    numbers: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name server is another machine's: what it says is what the test says."""
    found = [(2, 1, 6, "", (number, 443)) for number in numbers]
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **more: found)
    with pytest.raises(NoAnswer, match=said):
        call("https://mau.example.vn/", b"{}", {})


def test_the_number_that_was_looked_at_is_the_one_that_is_called(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that means another machine a moment later leads nowhere else."""
    asked: list[str] = []
    true = calling.socket.getaddrinfo

    def changing(host: str, *args: object, **more: object) -> object:
        asked.append(host)
        return true(host, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("socket.getaddrinfo", changing)
    call(receiver.url.replace("127.0.0.1", "localhost"), b"{}", {})
    assert asked[0] == "localhost"
    assert set(asked[1:]) <= {"127.0.0.1"}


def test_this_machine_is_not_called_unless_it_is_set(cast: Cast) -> None:
    with receiving() as told:
        with pytest.raises(NoAnswer, match="không được phép"):
            call(told.url, b"{}", {})
        with pytest.raises(Refused, match="https"):
            given(cast.owner, cast.department, told.url, "request.send")
        assert not told.bodies


# --- its life -------------------------------------------------------------------------------------


def test_a_new_secret_signs_beside_the_former_for_a_day(cast: Cast, receiver: Receiver) -> None:
    hook, old = given(cast.owner, cast.department, receiver.url, "request.send")
    tasks.read_journal(AT)
    _, new = actions.rotate_secret(by=cast.colleague, hook=hook, at=now())
    assert old != new
    for secrets in ([new, old], [new]):
        act("request.send", cast.department)
        work()
        head, body = receiver.heads[-1], receiver.bodies[-1]
        stamp, delivery = int(head["X-KhuyenCong-Timestamp"]), UUID(head["X-KhuyenCong-Delivery"])
        wanted = [signature(one, stamp=stamp, delivery=delivery, body=body) for one in secrets]
        assert head["X-KhuyenCong-Signature"].split(",v1=")[1:] == wanted
        Hook.objects.filter(id=hook.id).update(rotated_at=now() - OVERLAP)


def test_which_secrets_sign_when(settings: Any) -> None:
    hook = Hook(id=new_id(), generation=2, rotated_at=AT, url="https://x.vn", events=[])
    delivery = Delivery(id=new_id(), hook=hook, act="request.send")
    counts = {
        hours: actions.delivering._headers(delivery, b"{}", AT + timedelta(hours=hours))[
            "X-KhuyenCong-Signature"
        ].count("v1=")
        for hours in (0, 23, 24, 48)
    }
    assert counts == {0: 2, 23: 2, 24: 1, 48: 1}


def test_the_secret_is_kept_nowhere(cast: Cast, settings: Any) -> None:
    settings.WEBHOOK_LOCAL = False
    hook, secret = given(cast.owner, cast.department, "https://mau.example.vn/nhan", "request.send")
    assert secret == secret_of(hook.id, 1, service_key=settings.SECRET_KEY)
    assert secret not in str(Hook.objects.filter(id=hook.id).values().get())
    assert all(secret not in str(entry.facts) for entry in JournalEntry.objects.all())
    assert secret_of(hook.id, 2, service_key=settings.SECRET_KEY) != secret
    assert secret_of(hook.id, 1, service_key="khác") != secret


def test_an_ended_address_is_told_nothing_more(cast: Cast, receiver: Receiver) -> None:
    hook, _ = given(cast.owner, cast.department, receiver.url, "request.send")
    tasks.read_journal(AT)
    act("request.send", cast.department)
    tasks.read_journal(AT)
    actions.end_hook(by=cast.head, hook=hook, at=AT)
    act("request.send", cast.department)
    work()
    assert not receiver.bodies
    assert Delivery.objects.get().state == DeliveryState.GIVEN_UP
    assert not OutboxMessage.objects.filter(kind=actions.KIND, sent_at=None).exists()
    for again in (
        lambda: actions.end_hook(by=cast.head, hook=hook, at=AT),
        lambda: actions.rotate_secret(by=cast.head, hook=hook, at=AT),
        lambda: actions.send_again(by=cast.head, delivery=Delivery.objects.get(), at=AT),
    ):
        with pytest.raises(Refused, match="đã dừng"):
            again()


@pytest.mark.parametrize(
    ("who", "events", "said"),
    [
        ("stranger", ["request.send"], "không có quyền đặt"),
        ("auditor", ["request.send"], "không có quyền đặt"),
        ("chair", ["request.send"], "không có quyền đặt"),
        ("owner", [], "ít nhất một việc"),
        ("owner", ["request.saved"], "ít nhất một việc"),
    ],
)
def test_who_gives_no_address(cast: Cast, who: str, events: list[str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        given(getattr(cast, who), cast.department, "https://mau.example.vn/", *events)


def test_a_body_has_so_many_addresses(cast: Cast) -> None:
    for _ in range(MOST_HOOKS):
        make_hook(cast.owner, cast.department)
    with pytest.raises(Refused, match="Xin dừng"):
        given(cast.owner, cast.department, "https://mau.example.vn/", "request.send")


def test_who_sees_and_who_keeps(cast: Cast) -> None:
    hook = make_hook(cast.owner, cast.department)
    seen = {
        who: queries.hooks_visible_to(getattr(cast, who)).filter(id=hook.id).exists()
        for who in ("owner", "head", "stranger", "chair", "commune", "auditor", "agency_officer")
    }
    assert [who for who, sees in seen.items() if sees] == [
        "owner",
        "head",
        "auditor",
        "agency_officer",
    ]
    for who in ("stranger", "auditor", "agency_officer", "chair"):
        with pytest.raises(Refused, match="không có quyền"):
            actions.end_hook(by=getattr(cast, who), hook=hook, at=AT)


def test_every_event_is_a_true_act(cast: Cast) -> None:
    """A name that no act bears would never be told: steps by their tables, others in the source."""
    from khuyencong.applications.states import STEPS
    from khuyencong.plans.states import VERSION_STEPS
    from khuyencong.projects.states import ACTS, LINE_STEPS, PROJECT_STEPS
    from khuyencong.reporting.states import DUTY_STEPS
    from tests.conditions import ROOT

    steps = {f"request.{step.name}" for step in STEPS}
    steps |= {f"project.{s.name}" for t in (PROJECT_STEPS, LINE_STEPS, ACTS) for s in t}
    steps |= {f"plan.{step.name.strip('_')}" for step in VERSION_STEPS}
    steps |= {f"reporting.{step.name}" for step in DUTY_STEPS} | {"funds.allot"}
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "khuyencong").glob("*/actions/**/*.py")
        if "connections" not in path.parts
    )
    assert [act for act in EVENTS if act not in steps and f'"{act}"' not in source] == []


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("hook_has_label", {"label": ""}),
        ("hook_speaks_http", {"url": "ftp://x.vn"}),
        ("hook_generation", {"generation": 0}),
        ("hook_ended_whole", {"ended_at": AT}),
        ("hook_ended_whole", {"ended_by": new_id()}),
    ],
)
def test_an_address_that_cannot_be(cast: Cast, name: str, fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_hook(cast.owner, cast.department, **fields)


def test_one_act_is_one_telling(cast: Cast) -> None:
    hook = make_hook(cast.owner, cast.department)
    told = {
        "hook": hook,
        "entry": new_id(),
        "act": "request.send",
        "about": "request:1",
        "happened_at": AT,
        "custodian_told": cast.department.id,
        "recorded_at": AT,
    }
    Delivery.objects.create(**told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(**told)
    with pytest.raises(IntegrityError, match="delivery_state_known"), transaction.atomic():
        Delivery.objects.create(**told | {"entry": new_id(), "state": "x"})
