"""What leaves by the outbox about an account: links to a password, to an address, one that left."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage

from khuyencong.accounts.actions import ADDRESS_LEFT, ADDRESS_LINK, PASSWORD_LINK
from khuyencong.accounts.models import User
from khuyencong.accounts.queries import LinkTo, link_of
from khuyencong.core import mail
from khuyencong.core.clock import VIETNAM
from khuyencong.core.outbox import handles

SUBJECT = "Đặt lại mật khẩu trên hệ thống Khuyến công"
BODY = """Kính gửi {name},

Có người vừa xin đặt lại mật khẩu của tài khoản {username} trên hệ thống Khuyến công. Mở liên kết
này để chọn mật khẩu mới; liên kết dùng một lần, trong một giờ:

{link}

Nếu không phải anh/chị, xin bỏ qua thư này: mật khẩu không đổi. Không ai của hệ thống hỏi mật khẩu
hay liên kết này.
"""
FIRST_SUBJECT = "Tài khoản của anh/chị trên hệ thống Khuyến công"
FIRST_BODY = """Kính gửi {name},

Tài khoản {username} trên hệ thống Khuyến công đã được mở cho anh/chị. Mở liên kết này để chọn mật
khẩu; liên kết dùng một lần, trong một giờ:

{link}

Quá một giờ thì xin người quản trị tài khoản của đơn vị gửi lại. Không ai của hệ thống hỏi mật khẩu
hay liên kết này.
"""
#: To whom it reaches is not known yet: it calls nobody by name.
ADDRESS_SUBJECT = "Xác nhận địa chỉ thư trên hệ thống Khuyến công"
ADDRESS_BODY = """Kính gửi anh/chị,

Có người vừa ghi địa chỉ thư này cho một tài khoản trên hệ thống Khuyến công. Nếu là anh/chị, xin mở
liên kết này rồi bấm “Xác nhận”; liên kết dùng một lần, trong một giờ:

{link}

Nếu không phải anh/chị, xin bỏ qua thư này: địa chỉ không được dùng để lấy lại mật khẩu. Không ai
của hệ thống hỏi mật khẩu hay liên kết này.
"""
#: Nobody is named, nor is the account or its new address: who reads here may have lost it.
LEFT_SUBJECT = "Địa chỉ thư này không còn dùng cho một tài khoản Khuyến công"
LEFT_BODY = """Kính gửi anh/chị,

Lúc {when}, một tài khoản trên hệ thống Khuyến công đã thôi dùng địa chỉ thư này. Từ lúc đó thông
báo và liên kết đặt lại mật khẩu của tài khoản ấy không gửi tới đây nữa.

Nếu anh/chị biết việc này thì không phải làm gì. Nếu không, xin báo ngay: cán bộ thì báo người quản
trị tài khoản của đơn vị mình; người của cơ sở thì báo cán bộ khuyến công đang giúp cơ sở.

Thư này không có liên kết nào. Không ai của hệ thống hỏi mật khẩu qua thư hay điện thoại.
"""


@handles(PASSWORD_LINK)
def send_password_link(message_id: UUID, payload: dict[str, Any]) -> None:
    """Send the letter, unless the account was closed or lost its address meanwhile."""
    user = User.objects.filter(id=payload["user"], email_confirmed_at__isnull=False).first()
    if user is not None and user.is_active:
        link = f"{payload['page']}{link_of(user)}/"
        subject, body = (FIRST_SUBJECT, FIRST_BODY) if payload.get("first") else (SUBJECT, BODY)
        told = body.format(name=user.full_name, username=user.username, link=link)
        _send(message_id, user.email, subject, told)


@handles(ADDRESS_LINK)
def send_address_link(message_id: UUID, payload: dict[str, Any]) -> None:
    """Send the letter, unless the address was confirmed meanwhile, or there is none any more."""
    user = User.objects.filter(id=payload["user"]).first()
    if user is not None and user.has_address_to_confirm:
        link = f"{payload['page']}{link_of(user, LinkTo.ADDRESS)}/"
        _send(message_id, user.email, ADDRESS_SUBJECT, ADDRESS_BODY.format(link=link))


@handles(ADDRESS_LEFT)
def tell_left_address(message_id: UUID, payload: dict[str, Any]) -> None:
    """Send the letter to where the account was reached until then."""
    when = datetime.fromisoformat(payload["at"]).astimezone(VIETNAM)
    body = LEFT_BODY.format(when=f"{when:%H:%M} ngày {when:%d/%m/%Y}")
    _send(message_id, payload["to"], LEFT_SUBJECT, body)


def _send(message_id: UUID, to: str, subject: str, body: str) -> None:
    headers = {"Message-ID": f"<{message_id}@khuyencong>"}
    mail.send(EmailMessage(subject=subject, body=body, to=[to], headers=headers))
