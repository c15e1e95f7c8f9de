"""What leaves by the outbox about an account: the link to a new password."""

from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage

from khuyencong.accounts.actions import PASSWORD_LINK
from khuyencong.accounts.models import User
from khuyencong.accounts.queries import link_of
from khuyencong.core import mail
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


@handles(PASSWORD_LINK)
def send_password_link(message_id: UUID, payload: dict[str, Any]) -> None:
    """Send the letter, unless the account was closed or lost its address meanwhile."""
    user = User.objects.filter(id=payload["user"], is_active=True).exclude(email="").first()
    if user is None:
        return
    link = f"{payload['page']}{link_of(user)}/"
    subject, body = (FIRST_SUBJECT, FIRST_BODY) if payload.get("first") else (SUBJECT, BODY)
    mail.send(
        EmailMessage(
            subject=subject,
            body=body.format(name=user.full_name, username=user.username, link=link),
            to=[user.email],
            headers={"Message-ID": f"<{message_id}@khuyencong>"},
        )
    )
