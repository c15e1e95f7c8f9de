"""`khuyencong bench` writes the table its contract describes."""

from khuyencong.bench.measure import line, once_seconds

KEYS = {"what", "size", "of", "ours_s", "floor", "floor_s", "ratio", "growth"}


def test_a_line_compares_with_its_floor_and_with_a_tenth() -> None:
    one = line(
        "đếm",
        10_000,
        "số",
        lambda: sum(range(20_000)),
        floor="đếm ít hơn",
        bare=lambda: sum(range(10_000)),
        tenth=lambda: sum(range(2_000)),
    )
    assert one.as_json().keys() == KEYS
    assert one.floor_s and one.ratio == one.ours_s / one.floor_s
    assert one.growth and one.growth > 0


def test_a_line_without_a_floor_has_no_ratio() -> None:
    one = line("đếm", 1, "lần", lambda: None)
    assert one.as_json()["ratio"] is None
    assert one.as_json()["growth"] is None


def test_what_takes_long_is_run_once() -> None:
    runs = []
    once_seconds(lambda: runs.append(1), enough=0)
    assert len(runs) == 1
    once_seconds(lambda: runs.append(1))
    assert len(runs) == 3
