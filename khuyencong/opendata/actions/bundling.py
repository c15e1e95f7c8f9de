"""A bundle: every table in three forms with what a stranger needs to understand and check it.

The same records and the same moment give the same bytes; nothing tells when the bundle was made.
"""

import csv
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings

import khuyencong
from khuyencong.opendata.actions.writing import Written, write_table
from khuyencong.opendata.queries.giving import STANDARD, grants
from khuyencong.opendata.queries.moment import Moment
from khuyencong.opendata.queries.rows import ROWS
from khuyencong.opendata.rules.catalogue import catalogue
from khuyencong.opendata.rules.declaring import Table, require_open
from khuyencong.opendata.rules.schema import COLUMNS, EDITION, dictionary, schema
from khuyencong.opendata.rules.tables import TABLES
from khuyencong.opendata.rules.wording import readme
from khuyencong.registry.models import Organisation, ReferenceEdition
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.measures import MEASURES

FORMAT = "khuyencong/open-data/1"
UNDECIDED = (
    "Giấy phép của dữ liệu do chủ quản hệ thống quyết định và đến nay chưa được quyết định. "
    "Gói này không tự đặt ra điều kiện sử dụng nào."
)
_MODE = 0o644 << 16
_CUT = 12


@dataclass(frozen=True)
class Bundled:
    """A bundle in a folder: what it is, and its files."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def paths(self) -> list[str]:
        """Return the files in the order of the archive: what to read first stands first."""
        found = (p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*"))
        files = sorted(path for path in found if (self.folder / path).is_file())
        return sorted(files, key=lambda path: (path != "README.md", path.count("/"), path))


def write_bundle(folder: Path, moment: Moment) -> Bundled:
    """Write all of a bundle into an empty folder. Raises NotOpen where a table may not leave."""
    require_open(TABLES)
    for name in ("data", "schema"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    manifest = _head(moment) | {"tables": [_table(folder, one, moment) for one in TABLES]}
    _put_json(folder / "dictionary.json", [entry for one in TABLES for entry in dictionary(one)])
    _put_dictionary(folder / "dictionary.csv")
    _put_grants(folder / "360giving.json", moment)
    _put_json(folder / "measures.json", [_measure(name) for name in MEASURES])
    _put_json(folder / "dcat.jsonld", catalogue(manifest, settings.PUBLIC_ADDRESS))
    _put_json(folder / "provenance.json", _provenance(manifest))
    _put(folder / "LICENCE.txt", f"{manifest['licence']['text']}\n")
    _put(folder / "README.md", readme(manifest))
    bundled = Bundled(folder, manifest)
    manifest["files"] = [asdict(Written.of(folder, path)) for path in bundled.paths]
    _put_json(folder / "manifest.json", manifest)
    told = [Written.of(folder, path) for path in bundled.paths]
    _put(folder / "SHA256SUMS", "".join(f"{one.sha256}  {one.path}\n" for one in told))
    return bundled


def pack(bundled: Bundled, target: Path) -> None:
    """Write the folder as one archive, file by file."""
    stamp = _stamp(bundled.manifest["day"])
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for path in bundled.paths:
            entry = ZipInfo(path, stamp)
            entry.create_system, entry.external_attr = 3, _MODE
            entry.compress_type = ZIP_STORED if path.endswith(".parquet") else ZIP_DEFLATED
            with archive.open(entry, "w") as into, (bundled.folder / path).open("rb") as file:
                shutil.copyfileobj(file, into)


@contextmanager
def packed(moment: Moment) -> Iterator[tuple[Path, Bundled]]:
    """Give a bundle as an archive, for as long as it is looked at; nothing of it stays behind."""
    with tempfile.TemporaryDirectory(prefix="du-lieu-mo-") as name:
        bundled = write_bundle(Path(name) / "goi", moment)
        archive = Path(name) / "goi.zip"
        pack(bundled, archive)
        yield archive, bundled


def _stamp(day: str) -> tuple[int, int, int, int, int, int]:
    year, month, number = map(int, day.split("-"))
    return year, month, number, 0, 0, 0


# --- what the bundle says of itself ---------------------------------------------------------------


def _head(moment: Moment) -> dict[str, Any]:
    editions = ReferenceEdition.objects.order_by("name").values_list("name", "sha256")
    at = moment.at.astimezone(UTC).isoformat(timespec="microseconds")
    return {
        "format": FORMAT,
        "edition": EDITION,
        "as_of": at.replace("+00:00", "Z"),
        "day": moment.day.isoformat(),
        "publisher": publisher(),
        "licence": licence(),
        "software": {"name": "khuyencong", "version": khuyencong.__version__, "commit": commit()},
        "reference_data": dict(editions),
    }


def publisher() -> str:
    """Return who publishes: as the owner set it, else the national agency of the register."""
    named: str = settings.DATA_PUBLISHER
    agency = Organisation.objects.filter(kind=OrganisationKind.AGENCY).order_by("key").first()
    return named or (agency.name if agency else "chưa khai báo")


def licence() -> dict[str, str]:
    """Return the licence that the owner chose; its absence is said, and nothing made up."""
    name, url = settings.DATA_LICENCE, settings.DATA_LICENCE_URL
    text = " ".join(filter(None, (name, f"({url})" if url else ""))) if name else UNDECIDED
    return {"name": name, "url": url if name else "", "text": text}


def commit() -> str:
    """Return the commit the program was taken from: as told at its start, else by its checkout."""
    if settings.COMMIT:
        return str(settings.COMMIT)
    asked = ["git", "-C", str(settings.ROOT), "rev-parse", "HEAD"]
    try:
        found = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return ""
    return found.stdout.strip()[:_CUT]


def _table(folder: Path, table: Table, moment: Moment) -> dict[str, Any]:
    rows, files = write_table(folder, table, ROWS[table.name](moment))
    path = f"schema/{table.name}.schema.json"
    _put_json(folder / path, schema(table))
    return {
        "name": table.name,
        "label": table.label,
        "rows": rows,
        "as_of": table.as_of,
        "schema": path,
        "files": [asdict(file) for file in files],
    }


def _measure(name: str) -> dict[str, str]:
    one = MEASURES[name]
    return {
        "measure": one.id,
        "name_vi": one.name,
        "unit": one.unit,
        "adds": str(one.adds),
        "dated_by": str(one.dated_by),
        "counted_by_vi": one.counted_by,
    }


def _provenance(manifest: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: manifest[name] for name in ("as_of", "software", "reference_data", "publisher")},
        "tables": [
            {
                "name": one.name,
                "told_as_of": "the moment" if one.as_of else "when the bundle was made",
                "rows": told["rows"],
                "made_of": sorted({source for part in one.fields for source in part.sources}),
            }
            for one, told in zip(TABLES, manifest["tables"], strict=True)
        ],
        "measures": [*MEASURES],
    }


def _put_grants(path: Path, moment: Moment) -> None:
    with path.open("w", encoding="utf-8") as file:
        head = {"publisher": publisher(), "license": licence()["url"], "shape": STANDARD}
        file.write(f'{json.dumps(head, ensure_ascii=False)[:-1]}, "grants": [')
        first = True
        for grant in grants(moment):
            file.write(f"{'' if first else ','}\n{json.dumps(grant, ensure_ascii=False)}")
            first = False
        file.write("\n]}\n")


def _put_dictionary(path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, lineterminator="\r\n")
        rows.writerow(COLUMNS)
        for table in TABLES:
            for entry in dictionary(table):
                rows.writerow([_flat(value) for value in entry.values()])


def _flat(value: Any) -> str:
    match value:
        case dict():
            return "; ".join(f"{code}: {label}" for code, label in value.items())
        case list():
            return "; ".join(value)
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def _put_json(path: Path, value: Any) -> None:
    _put(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _put(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
