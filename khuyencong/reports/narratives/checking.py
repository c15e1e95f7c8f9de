"""Whether an office may word a sentence so: what it shows, by which filters, and nothing beside.

The tree of the template is walked before anything of it is compiled: only what is named here may
stand in it, so that no loop, no reckoning and no attribute ever reaches the sandbox.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from jinja2 import Environment, TemplateError, nodes

from khuyencong.reports.narratives.naming import told_name
from khuyencong.reports.narratives.phrasing import BadPhrase, listed, standard
from khuyencong.values.text import clean

LONGEST = 600
#: Place and period are at hand in every sentence.
ALWAYS = frozenset({"noi", "ky"})
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


class Kind(StrEnum):
    """What a name of a sentence stands for, and so which filters show it."""

    FIGURE = "figure"
    TARGET = "target"
    GROWTH = "growth"
    LIST = "list"
    DAY = "day"
    TEXT = "text"


#: By the name of a filter: what it shows. `hoa` is beside: it only makes a first letter great.
SHOWS = {
    "so": Kind.FIGURE,
    "dem": Kind.FIGURE,
    "tien": Kind.FIGURE,
    "ty_le": Kind.FIGURE,
    "muc_tieu": Kind.TARGET,
    "tang": Kind.GROWTH,
    "liet_ke": Kind.LIST,
    "ngay": Kind.DAY,
    "hoa": Kind.TEXT,
}
#: Filters that take words of their own: what is counted, against what it is held.
_TAKING_WORDS = {"dem", "muc_tieu", "tang"}
#: What may stand there or not, as the records are: a sentence may leave it out.
_LOOSE = {Kind.TARGET, Kind.GROWTH}

Condition = tuple[str, str]


@dataclass(frozen=True)
class Use:
    """A name where it is shown: by which filter, under which conditions."""

    name: str
    filter: str
    under: frozenset[Condition]


@dataclass
class Given:
    """What a sentence is given, read from its standard wording."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    #: How each is shown in the standard wording: the name of a filter, "" for none.
    filters: dict[str, str] = field(default_factory=dict)
    #: Conditions of which one must hold where the name is shown; none where it always may be.
    under: dict[str, frozenset[Condition]] = field(default_factory=dict)
    conditions: frozenset[Condition] = frozenset()
    #: Words that a filter is handed, as `so_voi` and `loai`.
    handed: frozenset[str] = frozenset()

    @property
    def required(self) -> set[str]:
        """Return the names that every wording must show."""
        loose = {name for name, kind in self.kinds.items() if kind in _LOOSE or self.under[name]}
        return set(self.kinds) - loose - self.handed - ALWAYS


def check_phrase(key: str, text: str) -> str:
    """Return the text of an office's own sentence, tidied.

    BadPhrase where the sentence is none of ours, is no template, does more than show what it is
    given, leaves out what it must say, or types a number that no measure stands behind.
    """
    if key not in standard():
        raise BadPhrase("Không có câu mẫu này.")
    written = _written(text)
    given = given_to(key)
    uses = list(_walked(_parsed(written).body, given, frozenset()))
    missing = sorted(given.required - {use.name for use in uses})
    if missing:
        raise BadPhrase(f"Câu còn thiếu: {_names(missing)}.")
    return written


@cache
def given_to(key: str) -> Given:
    """Return what a sentence is given. KeyError where there is none."""
    tree = Environment(autoescape=False).parse(standard()[key])
    given = Given()
    given.conditions = frozenset(_condition(one.test) for one in tree.find_all(nodes.If))
    for use in _standing(tree.body, frozenset()):
        kind = SHOWS.get(use.filter, Kind.TEXT)
        given.kinds[use.name], given.filters[use.name] = kind, use.filter
        before = given.under.get(use.name, use.under)
        given.under[use.name] = before & use.under
    handed = {
        arg.name
        for one in tree.find_all(nodes.Filter)
        for arg in one.args
        if isinstance(arg, nodes.Name)
    }
    given.handed = frozenset(handed)
    for name in handed | ALWAYS:
        given.kinds.setdefault(name, Kind.TEXT)
        given.under.setdefault(name, frozenset())
    return given


def _standing(body: Sequence[nodes.Node], under: frozenset[Condition]) -> Iterator[Use]:
    """Yield what the standard wording shows."""
    for node in body:
        if isinstance(node, nodes.If):
            yield from _standing(node.body, under | {_condition(node.test)})
        elif isinstance(node, nodes.Output):
            yield from _standing(node.nodes, under)
        elif isinstance(node, nodes.Filter) and isinstance(node.node, nodes.Name):
            yield Use(node.node.name, node.name, under)
        elif isinstance(node, nodes.Name):
            yield Use(node.name, "", under)


def _condition(test: nodes.Node) -> Condition:
    if isinstance(test, nodes.Getattr) and isinstance(test.node, nodes.Name):
        return test.node.name, test.attr
    return (test.name, "") if isinstance(test, nodes.Name) else ("", "")


def _written(text: str) -> str:
    if len(text) > 10 * LONGEST:
        raise BadPhrase(f"Câu dài quá {LONGEST} ký tự. Xin viết gọn lại.")
    written = clean(text)
    if not written:
        raise BadPhrase("Chưa viết câu nào.")
    if len(written) > LONGEST:
        raise BadPhrase(f"Câu dài {len(written)} ký tự; tối đa {LONGEST}. Xin viết gọn lại.")
    return written


def _parsed(text: str) -> nodes.Template:
    """Return the tree of a wording; nothing of it is compiled or worked out."""
    try:
        return Environment(autoescape=False).parse(text)
    except (TemplateError, RecursionError, ValueError, SyntaxError, OverflowError) as wrong:
        raise BadPhrase(
            "Câu viết sai khuôn: mỗi số đứng giữa {{ và }}, mỗi đoạn có điều kiện đứng giữa"
            " {% if … %} và {% endif %}."
        ) from wrong


def _walked(body: Sequence[nodes.Node], given: Given, under: frozenset[Condition]) -> Iterator[Use]:
    """Yield what a wording shows. BadPhrase at the first thing that may not stand there."""
    for node in body:
        if isinstance(node, nodes.TemplateData):
            _require_plain(node.data)
        elif isinstance(node, nodes.Output):
            yield from _walked(node.nodes, given, under)
        elif isinstance(node, nodes.If):
            yield from _branches(node, given, under)
        else:
            yield _shown(node, given, under)


def _branches(node: nodes.If, given: Given, under: frozenset[Condition]) -> Iterator[Use]:
    condition = _condition(node.test)
    if condition not in given.conditions:
        raise BadPhrase(f"Điều kiện chỉ được là: {_conditions(given)}.")
    yield from _walked(node.body, given, under | {condition})
    yield from _walked(node.elif_, given, under)
    yield from _walked(node.else_, given, under)


def _conditions(given: Given) -> str:
    told = [".".join(filter(None, one)) for one in sorted(given.conditions)]
    return listed(told) or "câu này không có điều kiện nào"


def _shown(node: nodes.Node, given: Given, under: frozenset[Condition]) -> Use:
    filter_name = node.name if isinstance(node, nodes.Filter) else ""
    inner = node.node if isinstance(node, nodes.Filter) else node
    if not isinstance(inner, nodes.Name):
        raise BadPhrase(
            "Câu chỉ nêu số liệu được cho, không tính toán, không lặp, không gọi gì khác;"
            " cần số khác thì chọn chỉ tiêu khác."
        )
    if isinstance(node, nodes.Filter):
        _require_filter(node, given)
    use = Use(inner.name, filter_name, under)
    _require_given(use, given)
    return use


def _require_given(use: Use, given: Given) -> None:
    kind = given.kinds.get(use.name)
    if kind is None:
        raise BadPhrase(f"Câu này không có “{use.name}”; chỉ có: {_names(sorted(given.kinds))}.")
    if SHOWS.get(use.filter, Kind.TEXT) is not kind:
        raise BadPhrase(f"“{use.name}” phải viết là {how(use.name, kind)}.")
    needed = given.under[use.name]
    if needed and not needed & use.under:
        name, attribute = sorted(needed)[0]
        test = f"{name}.{attribute}" if attribute else name
        raise BadPhrase(
            f"“{use.name}” có khi không có: đặt giữa {{% if {test} %}} và {{% endif %}}."
        )


def how(name: str, kind: Kind) -> str:
    """Return how a name is written in a sentence: "{{ de_an|dem }}"."""
    filters = [one for one, shown in SHOWS.items() if shown is kind and kind is not Kind.TEXT]
    return listed([f"{{{{ {name}|{one} }}}}" for one in filters] or [f"{{{{ {name} }}}}"])


def _require_filter(node: nodes.Filter, given: Given) -> None:
    if node.name not in SHOWS:
        raise BadPhrase(f"Không có cách viết “{node.name}”; có: {', '.join(SHOWS)}.")
    allowed = 1 if node.name in _TAKING_WORDS else 0
    if len(node.args) > allowed or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise BadPhrase(f"“{node.name}” không nhận thêm những gì viết trong ngoặc.")
    for argument in node.args:
        _require_words(argument, given)


def _require_words(argument: nodes.Node, given: Given) -> None:
    if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
        return _require_plain(argument.value)
    if isinstance(argument, nodes.Name) and given.kinds.get(argument.name) is Kind.TEXT:
        return None
    raise BadPhrase("Trong ngoặc chỉ viết chữ trong dấu nháy, hoặc tên một lời được cho.")


def _require_plain(words: str) -> None:
    """Refuse numbers that are typed, braces, and signs that nobody sees."""
    if any(char.isnumeric() for char in words):
        raise BadPhrase("Câu mẫu không gõ số; mỗi số lấy từ một chỉ tiêu.")
    if any(char in "{}" or unicodedata.category(char) in _HIDDEN for char in words):
        raise BadPhrase("Câu mẫu có dấu ngoặc nhọn lạc chỗ hoặc ký tự không nhìn thấy.")


def _names(names: Sequence[str]) -> str:
    return listed([f"{name} ({told_name(name)})" for name in names])
