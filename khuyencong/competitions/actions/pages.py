"""The public pages of a product are made anew once an act that changes them stands."""

from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from khuyencong.competitions.models import Certificate
from khuyencong.competitions.queries.public import page_key


def page_changed(*products: UUID) -> None:
    """Drop the kept pages of products' titles when the caller's transaction is done.

    Called by every act that issues or takes back a title, or changes what its page shows. A kept
    page is no older than a minute in any case.
    """
    codes = Certificate.objects.filter(product__in=products).values_list("code", flat=True)
    keys = [page_key(code) for code in codes]
    if keys:
        transaction.on_commit(lambda: cache.delete_many(keys), robust=True)
