"""The background worker: what is done again and again, and the tasks that wait in the queue.

Every job may be done by two workers at once without harm; nothing here needs to be alone.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event

from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from khuyencong.core import blobs, clock, journal, once, outbox
from khuyencong.core.identity import new_id
from khuyencong.core.models import JobRun

PAUSE = 2  # seconds between two looks at the queue
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Something to be done every so often; `do` takes the moment it is done at."""

    name: str
    every: timedelta
    do: Callable[[datetime], object]


JOBS = [
    Job("seal-journal", timedelta(minutes=1), lambda now: journal.seal()),
    Job("deliver-outbox", timedelta(seconds=15), outbox.deliver),
    Job("forget-used-keys", timedelta(days=1), once.forget),
    Job("sweep-unnamed-files", timedelta(days=1), blobs.sweep),
    Job("forget-old-sessions", timedelta(days=1), lambda now: SessionStore.clear_expired()),
]


def regularly(
    name: str, every: timedelta
) -> Callable[[Callable[[datetime], object]], Callable[[datetime], object]]:
    """Let a room above add a job of its own; it takes the moment at which it is done."""

    def added(do: Callable[[datetime], object]) -> Callable[[datetime], object]:
        JOBS.append(Job(name, every, do))
        return do

    return added


def run_forever(stop: Event) -> None:
    """Work until `stop` is set."""
    while not stop.is_set():
        close_old_connections()
        run_once(clock.now())
        stop.wait(PAUSE)


def run_once(now: datetime) -> None:
    """Do every job that is due at `now`, then every task in the queue. What fails is logged."""
    for job in _due(now):
        _run(job, now)
    try:
        _run_queue()
    except Exception:
        logger.exception("the queue of tasks failed")


def late(now: datetime) -> list[str]:
    """Return the names of the jobs that nobody did for thrice their time: the worker is away."""
    done = dict(JobRun.objects.values_list("name", "done_at"))
    return [job.name for job in JOBS if not _is_done(done.get(job.name), now - 3 * job.every)]


def _due(now: datetime) -> list[Job]:
    tried = dict(JobRun.objects.values_list("name", "tried_at"))
    return [job for job in JOBS if not _is_done(tried.get(job.name), now - job.every)]


def _is_done(at: datetime | None, since: datetime) -> bool:
    return at is not None and at > since


def _run(job: Job, now: datetime) -> None:
    JobRun.objects.update_or_create(name=job.name, defaults={"tried_at": now})
    try:
        job.do(now)
    except Exception:
        logger.exception("job %s failed", job.name)
    else:
        JobRun.objects.filter(name=job.name).update(done_at=now)


def _run_queue() -> None:
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=str(new_id()),
    ).run()
