"""Two heads confirm two rows of one slot at the same moment: the law does not fork.

Not in tests/law: what empties the tables afterwards would empty the law loaded there.
"""

from datetime import date

import pytest

from khuyencong.core.clock import now
from khuyencong.law.actions import confirm_parameter, propose_parameter
from khuyencong.law.models import Parameter
from khuyencong.law.queries import law_on
from tests.cast import Cast
from tests.factories import make_user
from tests.threads import raised, together


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("days", [(1, 1), (1, 2), (2, 1)])
def test_rows_of_one_slot_confirmed_at_once_never_overlap(
    cast: Cast, days: tuple[int, int]
) -> None:
    rows = [
        propose_parameter(
            by=cast.agency_officer,
            at=now(),
            kind="ceiling",
            subject="machinery",
            source="national",
            amount=number,
            basis="Mẫu",
            clause="Điều 1",
            valid_from=date(2027, 1, day),
        )
        for number, day in enumerate(days, 1)
    ]
    heads = [make_user("AGENCY_HEAD", cast.agency) for _ in rows]

    def confirm(number: int) -> Parameter:
        return confirm_parameter(parameter=rows[number], by=heads[number], at=now())

    refused = raised(together(2, confirm))
    assert all("Trùng thời gian" in str(error) for error in refused), refused
    # The later day may follow the earlier one; where it came first, the earlier is refused.
    assert len(refused) <= 1
    for day in (1, 2, 3):
        standing = law_on(date(2027, 1, day)).national("machinery")
        assert len(standing) <= 1
    assert law_on(date(2027, 1, 3)).national("machinery")
