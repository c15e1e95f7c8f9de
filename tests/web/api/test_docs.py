"""The examples of docs/api.md run as they are printed; what they say comes back is what comes."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client

from khuyencong.accounts.models import User
from khuyencong.connections.rules import secret_of, signatures
from khuyencong.core.identity import new_id
from khuyencong.web.api.problems import TITLES
from tests.cast import Cast
from tests.conditions import ROOT
from tests.factories import make_establishment, make_law, make_membership, make_user
from tests.web.api.conftest import Speak

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.S)
#: Stands in an example for what is another each time.
ANY = "…"


@dataclass
class Example:
    """A command of the page, and what it says comes back; "" where it says nothing."""

    command: str
    answer: str = ""


def examples() -> Iterator[Example]:
    """Yield the examples of the page in their order."""
    last: Example | None = None
    for language, text in BLOCK.findall(PAGE):
        if language == "sh":
            if last:
                yield last
            last = Example(text)
        elif language == "json" and last:
            last.answer = text
    if last:
        yield last


@dataclass
class Shell:
    """Runs a `curl` of the page against the program, with what the page calls by a name."""

    names: dict[str, str] = field(default_factory=dict)

    def run(self, command: str) -> HttpResponse:
        """Return the answer; its id and ETag are known by their names from then on."""
        filled = command
        for name in sorted(self.names, key=len, reverse=True):
            # In the quotes of a shell a mark of quotation is written apart.
            value = self.names[name].replace('"', '\\"')
            filled = filled.replace(f"${name}", value)
        words = shlex.split(filled.replace("\\\n", " "))
        assert words.pop(0) == "curl" and "$" not in filled
        method, url, data, headers = "get", "", None, {}
        while words:
            word = words.pop(0)
            if word == "-X":
                method = words.pop(0).lower()
            elif word == "-H":
                name, _, value = words.pop(0).partition(": ")
                headers[name] = value
            elif word == "-d":
                data = words.pop(0)
            else:
                url = word.removeprefix(self.names["GOC"])
        more: dict[str, Any] = {"headers": headers}
        if data is not None:
            more |= {"data": data, "content_type": headers.pop("Content-Type")}
        answer: HttpResponse = getattr(Client(), method)(url, **more)
        self.names["ETAG"] = answer.headers.get("ETag", "")
        self.names["ID"] = json.loads(answer.content).get("id", "")
        return answer


def fits(told: Any, came: Any) -> bool:
    """Return whether what came is what is told, where it tells it."""
    if told == ANY:
        return True
    if isinstance(told, dict):
        return (
            isinstance(came, dict)
            and told.keys() == came.keys()
            and all(fits(told[name], came[name]) for name in told)
        )
    if isinstance(told, list):
        return len(told) == len(came) and all(map(fits, told, came))
    return bool(told == came)


@pytest.fixture
def officer(cast: Cast) -> User:
    """Return somebody who prepares requests and records results."""
    user = make_user("CENTRE_OFFICER", cast.centre)
    make_membership(user, "DEPT_OFFICER", cast.department)
    return user


def test_every_example_runs_and_answers_as_it_says(cast: Cast, officer: User, speak: Speak) -> None:
    make_law(cast.agency_officer)
    one = make_establishment(cast.owner, cast.department)
    shell = Shell(
        {
            "GOC": "http://testserver",
            "MA": speak(officer).key,
            "CO_SO": str(one.id),
            "SO": str(cast.department.id),
            "XA": str(one.commune_id),
        }
    )
    ran = 0
    for example in examples():
        answer = shell.run(example.command)
        came = json.loads(answer.content)
        if example.answer:
            assert fits(json.loads(example.answer), came), (example.command, came)
        else:
            assert answer.status_code == 200, (example.command, came)
        ran += 1
    assert ran == PAGE.count("curl ") >= 8


def test_the_page_names_every_refusal() -> None:
    told = {code for row in re.findall(r"^\| ([\d, ]+) \|", PAGE, re.M) for code in row.split(", ")}
    assert told == {str(code) for code in TITLES if code < 500}


def test_the_check_of_signatures_of_the_page_is_right() -> None:
    (source,) = (text for language, text in BLOCK.findall(PAGE) if language == "python")
    space: dict[str, Any] = {}
    exec(source, space)
    secret = secret_of(UUID(int=1), 1, service_key="k")
    delivery, body = new_id(), '{"a":"ạ"}'.encode()
    header = signatures(["khác", secret], stamp=1790000000, delivery=delivery, body=body)
    assert space["is_true"](secret, header, str(delivery), body)
    for wrong in (
        ("khác hẳn", header, str(delivery), body),
        (secret, header, str(new_id()), body),
        (secret, header, str(delivery), body + b" "),
        (secret, header.replace("t=1790000000", "t=1790000001"), str(delivery), body),
    ):
        assert not space["is_true"](*wrong)
