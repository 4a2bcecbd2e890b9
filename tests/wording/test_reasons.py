"""Every reason why something is not read, built or done can be read in Arabic.

The reasons are found in the code itself: a new one without a row of ``reasons.csv`` fails here.
"""

import ast
import csv
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from dashboard.wording import Digits, Language, Wording
from dashboard.wording.lines import REASONS, place_words, reason_words, row_of

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "dashboard"
ARABIC, ENGLISH = Wording(Language.ARABIC), Wording(Language.ENGLISH)

# Modules whose English sentences are all meant for a person.
SPEAKING = [
    *sorted((PACKAGE / "articles").rglob("*.py")),
    *sorted((PACKAGE / "collection" / "corrections").glob("st*.py")),
    PACKAGE / "collection" / "corrections" / "lines.py",
    *(
        PACKAGE / "collection" / name
        for name in ("building.py", "database.py", "locking.py", "manifest.py", "slices.py")
    ),
    PACKAGE / "analysis" / "rates.py",
    PACKAGE / "extraction" / "names" / "camel.py",
    PACKAGE / "pages" / "builds.py",
    PACKAGE / "pages" / "corrections.py",
    PACKAGE / "pages" / "rights.py",
]
# What makes a reason wherever it is called.
CARRIERS = re.compile(
    r"(?:^|\.)(?:Rejected|Unread|reason_words|(?:Collection|Correction|Database|Rate)Error"
    r"|Unreadable\w+Error|Unusable\w+Error|TextFieldMissingError|EngineMissing)$"
)
# Sentences in the code that nobody is shown.
NOT_SHOWN = {
    "begin immediate",
    "pragma journal_mode=wal",
    "pragma synchronous=normal",
    "role .* does not exist",
    "does not exist",
    "field larger",  # how the csv module's own words are known
    "field larger than a line may be",  # told in the words of that cell
    "utf-8, utf-16, utf-32, windows-1256 or iso-8859-6",  # a part of reasons, shown as it is
    "camel_data -i ner-arabert",  # a command, likewise
    " (process x on x since x)",  # HOLDER
}
# Words of the libraries that our own sentences carry; they stand in no code of ours.
OF_LIBRARIES = re.compile(
    r"\[Errno|^[A-Z]\w+ [\w ]+$|^expecting |^unterminated|^invalid |^extra data|^unexpected utf"
    r"|is not a valid|isoformat|^line contains|^field larger|^database (is|or|disk)|^unable to"
    r"|^attempt to|^disk I/O|^file is not a d|^Input/output|^Read-only"
)
HOLDER = " (process 1 on شيء since شيء)"
FILLINGS = ("شيء", "7", "'شيء'", "PER", "viewer", "", HOLDER)


def _sentences(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(line, the literal parts around the holes) of every sentence in the code of ``path``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    whole = path in SPEAKING
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (whole or CARRIERS.search(ast.unparse(node.func))):
            passed = ast.unparse(node.func)
            if passed.startswith(("_log.", "re.", "logging.")) or passed.endswith(".execute"):
                continue
            for argument in node.args:
                yield from _texts(argument)
        elif whole and isinstance(node, ast.arguments):
            for default in node.defaults:
                yield from _texts(default)
        elif whole and isinstance(node, ast.Return | ast.Assign | ast.AnnAssign | ast.Raise):
            inside = getattr(node, "value", None)
            names = [ast.unparse(one) for one in getattr(node, "targets", [])]
            names += [ast.unparse(node.target)] if isinstance(node, ast.AnnAssign) else []
            # What columns may be called is no sentence.
            if inside is not None and names != ["FIELD_NAMES"]:
                yield from _texts(inside)


def _texts(node: ast.expr) -> Iterator[tuple[int, list[str]]]:
    """Every text of an expression, but not those that calls in it are given."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, [node.value]
    elif isinstance(node, ast.JoinedStr):
        parts = [""]
        for piece in node.values:
            if isinstance(piece, ast.Constant):
                parts[-1] += str(piece.value)
            else:
                parts.append("")
                for inner in ast.iter_child_nodes(piece):
                    if isinstance(inner, ast.expr) and not isinstance(inner, ast.JoinedStr):
                        yield from _texts(inner)
        yield node.lineno, parts
    elif not isinstance(node, ast.Call):
        for inner in ast.iter_child_nodes(node):
            if isinstance(inner, ast.expr):
                yield from _texts(inner)


def _is_sentence(parts: list[str]) -> bool:
    line = "X".join(parts)
    if line.lower() in NOT_SHOWN or "|" in line:
        return False
    return bool(re.search(r"[a-z][:,;]? \S", line))


@cache
def _known() -> dict[str, set[str]]:
    """Where each sentence of the code stands -> the rows that translate it."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for line, parts in _sentences(path):
            if _is_sentence(parts):
                where = f"{path.relative_to(PACKAGE)}:{line}: {'{}'.join(parts)}"
                found[where] = {row for row, _ in _translated(parts)}
    return found


def _translated(parts: list[str]) -> Iterator[tuple[str, str]]:
    """(row, line) for every filling of the holes that a row knows."""
    if parts[0].startswith(" ("):  # what is added to a reason
        parts = ["the text is empty" + parts[0], *parts[1:]]
    for filling in product(FILLINGS, repeat=len(parts) - 1):
        line = "".join(map("".join, zip(parts, (*filling, ""), strict=True)))
        if row := row_of(REASONS, line):
            yield row, line


def test_every_reason_in_the_code_has_its_arabic() -> None:
    found = _known()
    assert len(found) > 120
    assert not [where for where, rows in found.items() if not rows]


def test_every_row_is_a_reason_in_the_code() -> None:
    used = set().union(*_known().values())
    with REASONS.open(encoding="utf-8", newline="") as file:
        rows = [row["en"] for row in csv.DictReader(file)]
    assert len(rows) == len(set(rows))
    assert not [row for row in rows if row not in used and not OF_LIBRARIES.search(row)]


def test_every_hole_of_a_row_is_filled_once_and_kept() -> None:
    with REASONS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            holes = re.findall(r"\{(\w+)", row["en"])
            assert sorted(re.findall(r"\{(\w+)", row["ar"])) in (
                sorted(holes),
                sorted(set(holes) - {"n"}),  # the number of a system's error says nothing
            ), row
            assert re.search("[\u0621-\u064a]", row["ar"]) or row["ar"].startswith("{"), row


def _plain(text: str) -> str:
    return re.sub("[\u2066-\u2069]", "", text)


@pytest.mark.parametrize(
    ("line", "arabic"),
    [
        ("the file is empty", "الملف فارغ"),
        (
            "not JSON (invalid control character at character 14); mend or delete the line",
            "ليس بصيغة JSON سليمة (حرف تحكم غير مسموح به، عند الحرف 14)؛ أصلح السطر أو احذفه",
        ),
        (
            "not JSON (expecting value at character 12); mend or delete the line"
            " (and 1,204 more such places)",
            "ليس بصيغة JSON سليمة (تنقص قيمة، عند الحرف 12)؛ أصلح السطر أو احذفه"
            " (ومثله في مواضع أخرى عددها 1,204)",
        ),
        (
            "damaged or cut off, or not a Parquet file; copy it again, or open it in its own"
            " program and save it again (3 articles before it were read)",
            "تالف أو مقطوع، أو ليس ملف Parquet؛ انسخه من جديد، أو افتحه في برنامجه واحفظه من جديد"
            " (قُرئت قبله مقالات عددها 3)",
        ),
        (
            "files ending in .doc are not read: save it as .docx (and 2 more such files)",
            "الملفات ذات الامتداد .doc لا تُقرأ: احفظ الملف بصيغة .docx (وملفات أخرى مثله عددها 2)",
        ),
        ("cannot be opened: Permission denied", "تعذر فتحه: لا إذن بذلك"),
        ("cannot be opened: Some new trouble", "تعذر فتحه: Some new trouble"),
        (
            "/data/x: cannot be built ([Errno 28] No space left on device: '/data/x/a.parquet')",
            "/data/x: تعذر البناء (امتلأ القرص: «/data/x/a.parquet»)",
        ),
        (
            "corrections: the database cannot be used: database is locked",
            "التصويبات: تعذر استعمال قاعدة البيانات: قاعدة البيانات مشغولة؛ حاول بعد قليل",
        ),
        (
            "line 4: not JSON (expecting ',' delimiter)",
            "السطر 4: ليس بصيغة JSON سليمة (تنقص علامة «,»)",
        ),
        ("line 1: action is missing", "السطر 1: ينقصه action"),
        (
            "line 2: format must be 1, got 'x is missing'",
            "السطر 2: يجب أن تكون قيمة format هي 1، وهي هنا 'x is missing'",
        ),
        ("'EURO' is not an ISO 4217 code", "«EURO» ليس رمز عملة من ISO 4217"),
        ("PER:محمد: PER is no kind of name", "PER:محمد: «شخص» ليس نوعا لاسم"),
        ("article a0123456789abcde", "المقالة a0123456789abcde"),
        ("only for who has the role editor", "لمن له هذا الدور فقط: محرر"),
    ],
)
def test_reasons_in_arabic(line: str, arabic: str) -> None:
    assert _plain(reason_words(line, ARABIC)) == arabic
    assert re.sub("[\u2066-\u2069]", "", reason_words(line, ENGLISH)) == line


def test_what_runs_from_the_left_is_isolated() -> None:
    said = reason_words("files ending in .doc are not read: save it as .docx", ARABIC)
    assert "\u2068.doc\u2069" in said
    assert "\u2068.docx\u2069" in said
    free = reason_words("cannot be opened: Some new trouble", ARABIC)
    assert free.endswith("\u2068Some new trouble\u2069")


def test_numbers_are_written_in_the_digits_of_the_reader() -> None:
    indic = Wording(Language.ARABIC, Digits.ARABIC_INDIC)
    said = reason_words("a PDF of 6,000 pages; the most is 5,000: split it", indic)
    assert said == "ملف \u2068PDF\u2069 عدد صفحاته ٦٬٠٠٠، والحد ٥٬٠٠٠: قسّمه"


def test_an_article_is_said_to_be_one() -> None:
    assert _plain(place_words("article a0123456789abcde", ARABIC)) == "المقالة a0123456789abcde"


@pytest.mark.parametrize("place", ["article 5.csv", "a/article 5", "news.csv:12", "x.zip!a.txt"])
def test_the_name_of_a_file_is_no_line(place: str) -> None:
    assert place_words(place, ARABIC) == place


def test_a_new_reason_is_found(tmp_path: Path) -> None:
    module = tmp_path / "reader.py"
    module.write_text(
        "def read(many, name):\n"
        "    if many:\n"
        "        raise UnreadableFileError(f'{many:,} things nobody foresaw in ' f'{name}')\n"
        "    yield Unread('quite new' if name else 'the file is empty', name)\n",
        encoding="utf-8",
    )
    found = [parts for _, parts in _sentences(module) if _is_sentence(parts)]
    assert ["", " things nobody foresaw in ", ""] in found
    assert ["quite new"] in found
    assert [parts for parts in found if not list(_translated(parts))] == [
        parts for parts in found if parts != ["the file is empty"]
    ]
