"""Exported files open again, say what they were made from, and execute nothing."""

import io
import json
import xml.etree.ElementTree as ET

import networkx
import pandas as pd
import pytest
from openpyxl import load_workbook

from dashboard.exports.mentions import jsonl_bytes, web_annotation_bytes
from dashboard.exports.networks import gexf_bytes, graphml_bytes
from dashboard.exports.provenance import Provenance
from dashboard.exports.tables import csv_bytes, xlsx_bytes

ABOUT = Provenance("العراق", "f00dcafe", "kinds=MONEY&from=2020-01-01", "مبالغ --> منذ 2020")
COLUMNS = {"name": "الاسم", "count": "العدد"}
HOSTILE = [
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\u200f=1",
    "\u2067=cmd|' /C calc'!A0",
    "%0A=1",
]


def table(names: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"name": names, "count": range(len(names)), "other": 0})


def test_a_csv_reads_back_and_says_its_source() -> None:
    data = csv_bytes(table(["بغداد", "الموصل، نينوى"]), COLUMNS, ABOUT)
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert "# fingerprint: f00dcafe" in text
    back = pd.read_csv(io.StringIO(text), comment="#")
    assert back["الاسم"].tolist() == ["بغداد", "الموصل، نينوى"]
    assert back["العدد"].tolist() == [0, 1]


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_begins_a_formula(cell: str) -> None:
    text = csv_bytes(table([cell]), COLUMNS, ABOUT).decode("utf-8-sig")
    assert "'" + cell.rstrip("\r\n") in text.replace('""', '"')
    sheet = load_workbook(io.BytesIO(xlsx_bytes(table([cell]), COLUMNS, ABOUT, True)))["siyaq"]
    assert sheet["A2"].data_type == "s"
    assert str(sheet["A2"].value).startswith("'")


def test_a_negative_number_stays_a_number() -> None:
    frame = pd.DataFrame({"name": ["a"], "count": [-3]})
    sheet = load_workbook(io.BytesIO(xlsx_bytes(frame, COLUMNS, ABOUT, False)))["siyaq"]
    assert sheet["B2"].value == -3


def test_a_workbook_reads_from_the_right_and_says_its_source() -> None:
    book = load_workbook(io.BytesIO(xlsx_bytes(table(["ب\x00ت"]), COLUMNS, ABOUT, True)))
    assert book["siyaq"].sheet_view.rightToLeft
    assert book["siyaq"]["A2"].value == "بت"
    assert ["fingerprint", "f00dcafe"] in [[c.value for c in row] for row in book["about"].rows]


NODES = pd.DataFrame(
    {
        "entity": ["LOC:العراق", "ORG:داعش"],
        "name": ["العراق", "<داعش> & "],
        "kind": ["LOC", "ORG"],
        "mentions": [3, 2],
        "community": [0, 0],
        "x": [0.0, 1.0],
        "y": [0.0, 1.0],
    }
)
EDGES = pd.DataFrame(
    {"a": ["LOC:العراق"], "b": ["ORG:داعش"], "count": [2], "npmi": [0.5], "llr": [3.2]}
)


def test_graphml_reads_back() -> None:
    data = graphml_bytes(NODES, EDGES, ABOUT)
    graph = networkx.read_graphml(io.BytesIO(data))
    assert graph.nodes["ORG:داعش"]["label"] == "<داعش> & "
    assert graph.edges["LOC:العراق", "ORG:داعش"]["weight"] == 2
    assert "f00dcafe" in data.decode()


def test_gexf_reads_back() -> None:
    data = gexf_bytes(NODES, EDGES, ABOUT)
    ET.fromstring(data)
    graph = networkx.read_gexf(io.BytesIO(data))
    assert graph.number_of_edges() == 1
    assert "f00dcafe" in data.decode()


ROW = {
    "id": "a1@10-21",
    "article": "a1",
    "url": "",
    "source": "نشرة",
    "kind": "MONEY",
    "start": 10,
    "end": 21,
    "surface": "5 مليار دولار"[:11],
    "entity": None,
    "entity_name": None,
    "rule": "money.number-scale-currency",
    "published": pd.Timestamp("2020-07-23"),
    "sentence_start": 4,
    "text": "دفعت 5 مليار دولار للقوات.",
    "amount_text": "5000000000",
    "amount_max_text": None,
    "currency": "USD",
    "approximate": False,
    "bound": "exact",
    "date_start": pd.NaT,
}


def test_json_lines_carry_values_and_their_source() -> None:
    about, line = map(json.loads, jsonl_bytes([ROW], ABOUT).decode().splitlines())
    assert about["about"]["fingerprint"] == "f00dcafe"
    assert line["value"]["amount"] == 5_000_000_000
    assert line["published"] == "2020-07-23"


def test_web_annotations_quote_what_they_mark() -> None:
    collection = json.loads(web_annotation_bytes([ROW], ABOUT))
    (annotation,) = collection["first"]["items"]
    quote, position = annotation["target"]["selector"]
    assert (position["start"], position["end"]) == (10, 21)
    assert quote["prefix"] == ROW["text"][:6]
    assert quote["suffix"].startswith(str(ROW["text"])[17:20])
    assert collection["total"] == 1


@pytest.mark.parametrize(
    "name", ["أخبار,=1+1", 'a;"=1+1"', "a\t@SUM(A1)", "a, \u202e＝1", "a|-1+2"]
)
def test_the_lines_that_say_the_source_begin_no_formula(name: str) -> None:
    about = Provenance(name, "f00dcafe", "")
    first = csv_bytes(table(["x"]), COLUMNS, about).decode("utf-8-sig").split("\r\n")[0]
    for separator in ",;\t|":
        for cell in first.split(separator):
            assert cell.lstrip(" \t\u202e\"'")[:1] not in "=+-@＝" or cell.lstrip()[:1] == "'", cell


def test_a_text_is_one_cell_whatever_separates() -> None:
    text = csv_bytes(table(["a;=1+1", "b\t=2"]), COLUMNS, ABOUT).decode("utf-8-sig")
    assert '"a;=1+1"' in text
    assert '"b\t=2"' in text


@pytest.mark.parametrize("name", ["x--->y", "----", "a-->b", "]]><evil/>", "\ufffe\ud800\x0b"])
def test_no_name_ends_the_comment_of_a_network(name: str) -> None:
    about = Provenance(name, "f00dcafe", "")
    for made in (gexf_bytes(NODES, EDGES, about), graphml_bytes(NODES, EDGES, about)):
        root = ET.fromstring(made)
        assert "evil" not in [element.tag for element in root.iter()]
