"""Whether the process lives, and whether all it needs is there: for the machine that watches."""

import logging
import uuid
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from khuyencong.core import jobs
from khuyencong.core.clock import now
from khuyencong.web.access import public

logger = logging.getLogger(__name__)


@never_cache
@require_safe
@public
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
@public
def readyz(request: HttpRequest) -> HttpResponse:
    """503 with what is missing, unless database, migrations, worker and storage are there."""
    state = {name: "ok" if _passes(name, probe) else "missing" for name, probe in PROBES.items()}
    ready = all(answer == "ok" for answer in state.values())
    return JsonResponse(state, status=200 if ready else 503)


def _passes(name: str, probe: Callable[[], bool]) -> bool:
    try:
        return probe()
    except Exception:
        logger.warning("readyz: %s failed", name, exc_info=True)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _worker() -> bool:
    return not jobs.late(now())


def _storage() -> bool:
    name = default_storage.save(f"readyz-{uuid.uuid4().hex}", ContentFile(b""))
    default_storage.delete(name)
    return True


PROBES: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "worker": _worker,
    "storage": _storage,
}
