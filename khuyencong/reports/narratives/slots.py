"""A sentence as a person reads it before it is filled: words, and what shall stand between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jinja2 import Environment, TemplateError, nodes

from khuyencong.reports.narratives.checking import given_to
from khuyencong.reports.narratives.naming import told_name


@dataclass(frozen=True)
class Slot:
    """A place of a sentence that a report fills, in words."""

    told: str


@dataclass(frozen=True)
class Given:
    """Something that a sentence may show: its name, what it is, how it is written."""

    name: str
    told: str
    written: str
    #: The condition between whose marks it stands, where it is not always there.
    condition: str
    must: bool


def slotted(key: str, text: str) -> list[str | Slot]:
    """Return a wording as words and slots; the text as it is where it is no template."""
    try:
        tree = Environment(autoescape=False).parse(text)
    except TemplateError:
        return [text]
    told: list[str | Slot] = []
    for part in _told(tree.body, key):
        told += [" ", part] if told and isinstance(part, Slot) and _is_slot(told[-1]) else [part]
    return told


def _is_slot(part: str | Slot) -> bool:
    return isinstance(part, Slot)


def _told(body: Sequence[nodes.Node], key: str) -> Iterator[str | Slot]:
    for node in body:
        if isinstance(node, nodes.TemplateData):
            yield node.data
        elif isinstance(node, nodes.Output):
            yield from _told(node.nodes, key)
        elif isinstance(node, nodes.If):
            yield " [nếu có: "
            yield from _told(node.body, key)
            yield "]"
        else:
            yield from _slots(node, key)


def _slots(node: nodes.Node, key: str) -> Iterator[str | Slot]:
    inner = node.node if isinstance(node, nodes.Filter) else node
    if isinstance(inner, nodes.Name):
        yield Slot(told_name(inner.name, key))
    for argument in node.args if isinstance(node, nodes.Filter) else ():
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
            yield f" {argument.value}"


def _written(name: str, shown: str) -> str:
    return f"{{{{ {name}|{shown} }}}}" if shown else f"{{{{ {name} }}}}"


def given_in(key: str) -> list[Given]:
    """Return what a sentence may show, what it must show first."""
    told = given_to(key)
    found = [
        Given(
            name,
            told_name(name, key),
            _written(name, told.filters.get(name, "")),
            " hoặc ".join(".".join(filter(None, one)) for one in sorted(told.under[name])),
            name in told.required,
        )
        for name in told.kinds
        if name not in told.handed
    ]
    return sorted(found, key=lambda one: (not one.must, one.name))
