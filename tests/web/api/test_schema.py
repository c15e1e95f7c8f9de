"""The whole description tried by random cases: no fault of ours, every answer as it says.

Asked by nobody, by an officer of a province, and by one of the ministry; with values that fit the
description and with such that do not, with ids that are there and with such that are not.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis import checks
from schemathesis.generation import GenerationMode

from khuyencong.web.api.document import ROOT, description
from khuyencong.web.api.operations import RESOURCES, api
from khuyencong.web.api.resources import RULES
from tests.cast import Cast
from tests.conditions import SIZE
from tests.factories import make_law
from tests.web.api.conftest import Software, Speak
from tests.web.api.test_reading import more_of_each

#: Random cases of each operation, for each asker.
CASES = max(3, SIZE // 60)


def every_check() -> list[Any]:
    """Return what every answer is held against."""
    checks.load_all_checks()
    wanted = {
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "response_headers_conformance",
    }
    found = [one for one in checks.CHECKS.get_all() if one.__name__ in wanted]
    assert len(found) == len(wanted)
    return found


@pytest.fixture(scope="module")
def schema() -> Any:
    """Return the description as the tool reads it."""
    return schemathesis.openapi.from_dict(description(api))


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the connection of the test: a request through WSGI would close it behind itself."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


OPERATIONS = [
    (path, method) for path, methods in description(api)["paths"].items() for method in methods
]


def ids_of(cast: Cast) -> dict[str, list[str]]:
    """Return by the word of an address the ids of the records there are, of whomever."""
    found = {
        one.path: [str(row) for row in one.rows(cast.auditor).values_list(one.key, flat=True)]
        for one in RESOURCES
    }
    found["lines"] = []
    return found


ASKERS = ("anonymous", "owner", "agency_officer", "centre_officer")
#: What an answer may be: none is a fault of ours, none says that the asker came too often.
TOLD = {200, 201, 304, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428}


def test_random_cases_find_no_fault(cast: Cast, speak: Speak, schema: Any, settings: Any) -> None:
    settings.API_PER_KEY = settings.API_PER_ADDRESS = 10**6
    make_law(cast.agency_officer)
    more_of_each(cast)
    askers = {who: speak(getattr(cast, who)) for who in ASKERS[1:]} | {"anonymous": Software()}
    ids = ids_of(cast)
    found: dict[str, set[int]] = {who: set() for who in ASKERS}
    for result in schema.get_all_operations():
        try_out(result.ok(), GenerationMode.POSITIVE, askers, ids, found)
        if any(one.location != "header" for one in result.ok().iter_parameters()):
            try_out(result.ok(), GenerationMode.NEGATIVE, askers, ids, found)
    assert set().union(*found.values()) - TOLD == set()
    # What some operations answer to whatever is sent: the cases reached them, as each of these.
    assert found["anonymous"] >= {200, 401}
    assert found["owner"] >= {200, 403}
    assert found["agency_officer"] >= {200, 403}
    assert found["centre_officer"] & {404, 422}


def try_out(
    operation: Any,
    mode: GenerationMode,
    askers: dict[str, Software],
    ids: dict[str, list[str]],
    found: dict[str, set[int]],
) -> None:
    """Ask one operation with random cases; what it answers is held against the description."""
    held, application = every_check(), get_wsgi_application()
    known = ids.get(operation.path.removeprefix(ROOT).split("/")[0], [])

    @hypothesis_settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def ask(case: Any, data: st.DataObject) -> None:
        if "record" in (case.path_parameters or {}) and known:
            chosen = data.draw(st.sampled_from([*known, case.path_parameters["record"]]))
            case.path_parameters["record"] = chosen
        for who, software in askers.items():
            if who == "centre_officer" and operation.method == "get":
                continue
            headers = {"Authorization": f"Bearer {software.key}"} if software.key else {}
            with transaction.atomic():
                answer = case.call(app=application, headers=headers)
                transaction.set_rollback(True)
            case.validate_response(answer, checks=held, headers=headers)
            found[who].add(answer.status_code)

    ask()


# --- the description itself -----------------------------------------------------------------------


def test_every_operation_tells_of_every_refusal() -> None:
    told = description(api)
    for path, method in OPERATIONS:
        operation = told["paths"][path][method]
        codes = set(operation["responses"])
        assert {"401", "422", "429", "500"} <= codes
        assert ("403" in codes) is (operation["security"] == [{"bearer": []}])
        assert ("404" in codes) is ("{" in path)
        assert ({"409", "413", "415", "400"} <= codes) is (method != "get")
        for code, answer in operation["responses"].items():
            if int(code) >= 400:
                assert answer == {"$ref": f"#/components/responses/{code}"}
        assert operation["summary"] and operation["tags"]


def test_every_address_is_described_and_no_other() -> None:
    told = {name for name, _ in RULES.items()}
    names = {operation["operationId"] for p, m in OPERATIONS
             for operation in [description(api)["paths"][p][m]]}  # fmt: skip
    assert len(names) == len(OPERATIONS) == sum(len(rules) for rules in RULES.values())
    assert len(told) == len({path for path, _ in OPERATIONS})


def test_every_shape_is_a_schema_of_the_standard() -> None:
    for shape in description(api)["components"]["schemas"].values():
        Draft202012Validator.check_schema(shape)


def test_the_description_says_it_is_3_1_and_where() -> None:
    told = description(api)
    assert told["openapi"].startswith("3.1")
    assert all(path.startswith(ROOT) for path in told["paths"])
    assert told["components"]["securitySchemes"] == {
        "bearer": {
            "type": "http",
            "scheme": "bearer",
            "description": told["components"]["securitySchemes"]["bearer"]["description"],
        }
    }


def test_no_two_shapes_bear_one_name() -> None:
    """The description knows a shape by its name alone: a second takes the place of the first."""
    shapes = {shape for one in RESOURCES for shape in (one.out, one.detail)}
    assert len({shape.__name__ for shape in shapes}) == len(shapes)
