"""What every page of the portal shows around its own words."""

from dataclasses import dataclass

from django import template

from khuyencong.publishing.models import PublicationVersion
from khuyencong.publishing.rules.calls import last_day
from khuyencong.publishing.rules.layout import Block, laid_out
from khuyencong.web.public_sections import PUBLIC_GROUPS, Part

register = template.Library()


@dataclass(frozen=True, slots=True)
class Tab:
    """A group of the portal as a page shows it."""

    label: str
    address: str
    parts: tuple[Part, ...]
    is_here: bool


@register.simple_tag
def public_groups(section: str = "") -> list[Tab]:
    """Return the groups of the portal, and which of them holds the page."""
    return [
        Tab(group.label, group.address, group.parts, group.holds(section))
        for group in PUBLIC_GROUPS
    ]


@register.filter
def blocks(text: str) -> list[Block]:
    """Return a text of officers laid out as headings, paragraphs and lists."""
    return laid_out(text)


@register.filter
def last_day_of(version: PublicationVersion) -> object:
    """Return the last day on which a call is taken."""
    return last_day(version)
