"""Which edition of the reference data a database holds."""

from django.db import models


class ReferenceEdition(models.Model):
    """One row: the fingerprint of the files last loaded."""

    name = models.CharField(max_length=40, primary_key=True)
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.name} {self.sha256[:12]}"
