"""The description of what is offered, in the words of DCAT, as a harvester reads it."""

from collections.abc import Mapping
from typing import Any

from khuyencong.opendata.rules.tables import BY_NAME
from khuyencong.opendata.states import MEDIA

_IANA = "https://www.iana.org/assignments/media-types/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TITLE, ABOUT = (
    {"vi": "Dữ liệu mở về khuyến công", "en": "Open data on industrial promotion"},
    {
        "vi": "Đề án, kinh phí, kết quả, chương trình, bình chọn, văn bản và địa phương của công "
        "tác khuyến công; không có dữ liệu cá nhân.",
        "en": "Projects, money, results, programmes, votes, law and places of Vietnam's industrial "
        "promotion programme; no personal data.",
    },
)
_DAILY = "http://publications.europa.eu/resource/authority/frequency/DAILY"
_VIETNAM = "http://publications.europa.eu/resource/authority/country/VNM"


def catalogue(manifest: Mapping[str, Any], base: str) -> dict[str, Any]:
    """Return the catalogue of a bundle; `base` is the address of the service, "" where unknown."""
    home = f"{base}/du-lieu-mo/"
    shared = _shared(manifest)
    return {
        "@context": CONTEXT,
        "@id": home,
        "@type": "dcat:Catalog",
        "dct:title": _said(TITLE),
        "dct:description": _said(ABOUT),
        "dct:language": ["vi", "en"],
        "foaf:homepage": {"@id": home},
        **shared,
        "dcat:dataset": [_dataset(table, home, shared) for table in manifest["tables"]],
    }


def _shared(manifest: Mapping[str, Any]) -> dict[str, Any]:
    licence = manifest["licence"]
    told: dict[str, Any] = {
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": manifest["publisher"]},
        "dct:modified": {"@type": "xsd:dateTime", "@value": manifest["as_of"]},
    }
    if licence["url"]:
        told["dct:license"] = {"@id": licence["url"]}
    told["dct:rights"] = {"@type": "dct:RightsStatement", "rdfs:label": licence["text"]}
    return told


def _dataset(table: Mapping[str, Any], home: str, shared: Mapping[str, Any]) -> dict[str, Any]:
    declared = BY_NAME[table["name"]]
    schema = f"{home}{declared.name}.schema.json"
    return {
        "@id": f"{home}{declared.name}/",
        "@type": "dcat:Dataset",
        "dct:identifier": f"khuyencong:{declared.name}",
        "dct:title": {"@language": "vi", "@value": declared.label},
        "dct:description": {"@language": "vi", "@value": declared.meaning},
        "dct:accrualPeriodicity": {"@id": _DAILY},
        "dct:spatial": {"@id": _VIETNAM},
        "dcat:keyword": ["khuyến công", "industrial promotion", declared.name],
        **shared,
        "dcat:distribution": [_distribution(file, home, schema) for file in table["files"]],
    }


def _distribution(file: Mapping[str, Any], home: str, schema: str) -> dict[str, Any]:
    name = file["path"].rpartition("/")[2]
    address = {"@id": f"{home}{name}"}
    media = MEDIA[name.rpartition(".")[2]]
    return {
        "@id": f"{home}{name}",
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": {"@id": f"{_IANA}{media}"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(file["bytes"])},
        "dct:conformsTo": {"@id": schema},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": file["sha256"],
        },
    }


def _said(words: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@language": language, "@value": said} for language, said in words.items()]
