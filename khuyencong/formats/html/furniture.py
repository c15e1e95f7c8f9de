"""What surrounds the article of a web page, told by structure, names and links."""

import re
from dataclasses import dataclass
from itertools import pairwise

from khuyencong.formats.pieces import tidy
from khuyencong.formats.transcript import LeftOut
from khuyencong.formats.trees import Element

#: Elements that never hold words of an article.
SILENT = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg",
    "canvas", "button", "select", "option", "input", "textarea", "datalist", "head", "title",
    "meta", "link", "audio", "video", "map", "dialog",
})  # fmt: skip
_ASIDE = {"nav", "aside", "menu"}
_EDGES = {"header", "footer"}
_ROLES = frozenset({
    "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar",
    "dialog", "alert", "toolbar",
})  # fmt: skip
#: Words in class or id, after splitting "post-share" and "tinLienQuan", that name furniture.
_NAMES = frozenset({
    "nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "sidebar",
    "footer", "header", "topbar", "banner", "share", "sharing", "sharedaddy", "social",
    "socials", "addthis", "facebook", "zalo", "twitter", "related", "relatednews", "lienquan",
    "tinlienquan", "tinkhac", "cungchuyenmuc", "comment", "comments", "binhluan", "disqus",
    "widget", "ads", "advert", "adv", "quangcao", "counter", "hitcounter", "thongke",
    "luottruycap", "visitor", "visitors", "login", "signin", "search", "timkiem", "pagination",
    "pager", "paging", "tags", "tagcloud", "toolbar", "newsletter", "popup", "modal", "cookie",
    "cookies", "rating", "copyright", "postmeta", "meta", "skiplink", "skip",
})  # fmt: skip
_OPENS = re.compile(
    r"(?:các\s+)?(?:lượt (?:xem|truy cập)|đang (?:truy cập|online)|thống kê truy cập"
    r"|view counter|views? (?:today|this|:)|total views|chia sẻ"
    r"|bài viết (?:mới|cùng|liên quan|khác)|tin (?:tức )?(?:liên quan|khác|mới|cùng|nổi bật)"
    r"|bản quyền|copyright|©|xem thêm|đọc nhiều|đăng nhập|ý kiến bạn đọc|bình luận|từ khóa"
    r"|trang chủ|skip to)",
    re.IGNORECASE,
)
_BLOCKS = frozenset({
    "div", "section", "ul", "ol", "dl", "table", "tbody", "tr", "td", "th", "p", "center",
    "form", "fieldset", "figure", "address", "span",
})  # fmt: skip
_CONTAINERS = _BLOCKS - {"p", "span"}
_ARTICLES = "//article | //main | //*[@role='main'] | //*[@itemprop='articleBody']"
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class Weight:
    """How much text an element holds, and how much and how often as links."""

    text: int = 0
    linked: int = 0
    links: int = 0

    @property
    def own(self) -> int:
        return self.text - self.linked


@dataclass(slots=True)
class Page:
    """The article's root, what is left out below it, and what was left out everywhere."""

    root: Element
    dropped: set[Element]
    left_out: list[LeftOut]
    title: str = ""


def furnished(body: Element) -> Page:
    """Tell the article from its surroundings; in doubt, words are kept."""
    weights = _weights(body)
    root = _article(body, weights)
    page = Page(root, set(), [])
    if root is not body:
        page.left_out += _outside(body, root)
    _drop_below(page, weights)
    page.title = _title(body, page)
    return page


def _weights(body: Element) -> dict[Element, Weight]:
    """Weigh every element from the leaves up."""
    weights: dict[Element, Weight] = {}
    for element in reversed(list(body.iter("*"))):
        weight = Weight()
        if element.tag not in SILENT:
            weight.text = len((element.text or "").strip())
            for child in element.iterchildren("*"):
                inner = weights[child]
                weight.text += inner.text + len((child.tail or "").strip())
                weight.linked += inner.linked
                weight.links += inner.links
            if element.tag == "a" and element.get("href"):
                weight.linked, weight.links = weight.text, 1
        weights[element] = weight
    return weights


def _article(body: Element, weights: dict[Element, Weight]) -> Element:
    """Return the innermost marked article with most of the page's plain words, else the body."""
    root = body
    for element in body.xpath(_ARTICLES):
        inside = root is body or root in element.iterancestors()
        if inside and weights[element].own >= 0.6 * weights[root].own > 0:
            root = element
    return root


def _outside(body: Element, root: Element) -> list[LeftOut]:
    kept = {root, *root.iterancestors()}
    beside = [c for a in root.iterancestors() for c in a.iterchildren("*") if c not in kept]
    inside_body = (c for c in beside if body in c.iterancestors())
    return [item for element in inside_body for item in _left_out(element)]


def _drop_below(page: Page, weights: dict[Element, Weight]) -> None:
    total = weights[page.root].text
    waiting = list(page.root.iterchildren("*"))
    while waiting:
        element = waiting.pop()
        if _is_furniture(element, weights[element], total):
            page.dropped.add(element)
            page.left_out += _left_out(element)
        else:
            waiting.extend(element.iterchildren("*"))


def _is_furniture(element: Element, weight: Weight, total: int) -> bool:
    tag = element.tag
    if (
        tag in SILENT
        or element.get("hidden") is not None
        or _HIDDEN.search(element.get("style", ""))
    ):
        return True
    if 3 * weight.text > total:
        return False
    if tag in _ASIDE or element.get("role") in _ROLES:
        return True
    if tag in _EDGES and element.find(".//h1") is None:
        return True
    return tag in _BLOCKS and (_is_named(element) or _is_linked(element, weight))


def _is_named(element: Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"[:400]
    words = [w.lower() for w in _WORD.findall(names)]
    pairs = {a + b for a, b in pairwise(words)}
    return bool(_NAMES.intersection(words) or _NAMES & pairs) and element.find(".//h1") is None


def _is_linked(element: Element, weight: Weight) -> bool:
    """Mostly links, or opening with words that announce no article."""
    if element.tag not in _CONTAINERS:
        return False
    if weight.links >= 2 and weight.linked > 0.5 * weight.text:
        return True
    return weight.text < 1500 and bool(_OPENS.match(_text(element, 80)))


def _text(element: Element, most: int = 2000) -> str:
    texts = (t for t in element.xpath(".//text()") if t.getparent().tag not in SILENT)
    return tidy(" ".join(texts)).replace("\n", " ").strip()[:most]


def _left_out(element: Element) -> list[LeftOut]:
    text = "" if element.tag in SILENT else _text(element)
    return [LeftOut("page_chrome", text)] if text else []


def _title(body: Element, page: Page) -> str:
    """Return the page's first heading where it stands outside of what is kept."""
    for heading in body.iter("h1"):
        above = list(heading.iterancestors())
        if page.root in above and not page.dropped.intersection([heading, *above]):
            return ""
    first = next(body.iter("h1"), None)
    return _text(first, 300) if first is not None else ""
