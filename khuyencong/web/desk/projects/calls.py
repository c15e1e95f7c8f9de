"""How an act at the desk calls an action: who, when, which version, and what was typed."""

from collections.abc import Callable
from typing import Any

from khuyencong.web.desk.projects.act import Asked

Do = Callable[[Asked], object]


def on_project(action: Callable[..., object], *names: str, **fixed: Any) -> Do:
    """Return the call of an action on the đề án, with the named fields of the form."""

    def do(asked: Asked) -> object:
        return action(project=asked.project, **_told(asked, names), **fixed)

    return do


def on_line(action: Callable[..., object], *names: str) -> Do:
    """Return the call of an action on one line."""

    def do(asked: Asked) -> object:
        return action(line=asked.record, **_told(asked, names))

    return do


def on_named(action: Callable[..., object], what: str, *names: str) -> Do:
    """Return the call of an action on what it names otherwise: finding, adjustment."""

    def do(asked: Asked) -> object:
        return action(**{what: asked.record}, **_told(asked, names))

    return do


def _told(asked: Asked, names: tuple[str, ...]) -> dict[str, Any]:
    told = {name: asked.given[name] for name in names}
    return told | {"by": asked.by, "at": asked.at, "seen": asked.seen}
