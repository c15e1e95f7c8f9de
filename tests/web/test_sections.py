"""The tabs of the desk: each leads somewhere, to whom it is shown, and no page stands outside."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

import khuyencong.web.desk
from khuyencong.web.sections import GROUPS, groups_for
from tests.cast import Cast
from tests.web.conftest import Signed

SECTIONS = {section.name for group in GROUPS for section in group.sections}
PAGES = Path(khuyencong.web.desk.__file__).parent


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["owner", "head", "centre_officer", "commune", "auditor", "chair"])
def test_whatever_is_shown_opens(who: str, cast: Cast, signed: Signed) -> None:
    user = getattr(cast, who)
    shown = [section for group in groups_for(user) for section in group.sections]
    assert shown[0].name == "home" and len(shown) >= 3
    browser = signed(user)
    answers = {section.route: browser.get(reverse(section.route)).status_code for section in shown}
    assert set(answers.values()) == {200}, answers


def test_every_page_says_a_part_that_is_there() -> None:
    said = {
        name
        for file in PAGES.rglob("*.py")
        for name in re.findall(r'"section": "([\w-]+)"', file.read_text(encoding="utf-8"))
    }
    # The gallery and the bell stand beside the parts.
    assert said - SECTIONS == {"gallery", "notices"}


@pytest.mark.django_db
def test_the_part_and_its_group_are_marked(cast: Cast, signed: Signed) -> None:
    page = signed(cast.owner).get("/desk/nhu-cau/").content.decode()
    tabs = page[page.index('aria-label="Mục chính"') : page.index("</nav>")]
    assert re.findall(r'aria-current="(\w+)">([^<]+)<', tabs) == [
        ("true", "Cơ sở"),
        ("page", "Nhu cầu"),
    ]
