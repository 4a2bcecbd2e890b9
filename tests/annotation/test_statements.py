"""A statement in its article: its parts are marked, wherever they stand."""

import pytest

from dashboard.annotation.article import article_payload
from dashboard.annotation.statements import Part, ShownStatement
from dashboard.model import Article, Mention, MentionKind, Span, Statement
from dashboard.wording import Language, Wording

TITLE = "بغداد"
TEXT = "وقال أحمد علي إن الوضع صعب في بغداد، وأضاف أن الأمر 😀 خطير.\nوانتهى."
ARTICLE = Article("a1", TITLE, TEXT)
ENGLISH = Wording(Language.ENGLISH)


def span_of(words: str) -> Span:
    at = ARTICLE.content.index(words)
    return Span(at, at + len(words))


def told(speaker: str, verb: str, said: str, direct: bool = False) -> Statement:
    return Statement(
        "a1", span_of(speaker), speaker, span_of(verb), verb, span_of(said), direct, "r"
    )


FIRST = told("أحمد علي", "قال", "إن الوضع صعب في بغداد", True)
SECOND = told("أحمد علي", "أضاف", "أن الأمر 😀 خطير")
NAME = span_of("أحمد علي")
PERSON = Mention("a1", NAME.start, NAME.end, "أحمد علي", MentionKind.PER, None, "names.rule")


def marked(payload) -> dict[str, str]:
    """Each part with the text that carries its number."""
    found = {name: "" for name, _, _ in payload["statement"]["parts"]}
    names = list(found)
    pieces = [piece for block in payload["blocks"] for line in block["s"] for piece in line]
    for piece in [*payload["title"], *pieces]:
        for index in piece[1:] if isinstance(piece, list) else ():
            if index >= len(payload["mentions"]):
                found[names[index - len(payload["mentions"])]] += piece[0]
    return found


@pytest.mark.parametrize("statement", [FIRST, SECOND])
def test_the_parts_are_marked_and_named(statement: Statement) -> None:
    payload = article_payload(ARTICLE, [PERSON], ENGLISH, shown=ShownStatement(statement, "علي"))
    content = ARTICLE.content
    assert marked(payload) == {
        "speaker": "أحمد علي",
        "verb": statement.verb.of(content),
        "said": statement.reported.of(content),
    }
    parts = payload["statement"]["parts"]
    assert parts[0] == ["speaker", "Speaker", "علي"]
    assert parts[1][2] == statement.verb.of(content)
    assert parts[2][2] == ("Direct" if statement.direct else "Reported")


def test_two_statements_of_a_sentence_are_not_the_same() -> None:
    first, second = (
        article_payload(ARTICLE, [PERSON], ENGLISH, shown=ShownStatement(one))
        for one in (FIRST, SECOND)
    )
    assert first["key"] != second["key"]
    # Where reading begins: the verb of the first, the speaker before the second's verb.
    assert first["statement"]["parts"][first["statement"]["first"]][0] == Part.VERB
    assert second["statement"]["parts"][second["statement"]["first"]][0] == Part.SPEAKER


def test_a_speaker_without_a_name_is_called_by_the_article_s_words() -> None:
    payload = article_payload(ARTICLE, [], ENGLISH, shown=ShownStatement(FIRST))
    assert payload["statement"]["parts"][0] == ["speaker", "Speaker", "أحمد علي"]


def test_without_a_statement_nothing_of_one_is_sent() -> None:
    assert article_payload(ARTICLE, [PERSON], ENGLISH)["statement"] is None


def test_a_stretch_has_what_lies_within_it() -> None:
    start, end = span_of("وقال أحمد علي إن الوضع").start, span_of("وقال أحمد علي إن الوضع").end
    stretch = ARTICLE.content[start:end]
    parts = ShownStatement(FIRST).parts_within(start, end)
    assert [(part, span.of(stretch)) for part, span in parts] == [
        (Part.SPEAKER, "أحمد علي"),
        (Part.VERB, "قال"),
        (Part.SAID, "إن الوضع"),
    ]
    title = ShownStatement(FIRST).parts_within(0, len(TITLE))
    assert title == []


def test_empty_parts_are_none() -> None:
    nobody = Statement("a1", Span(0, 0), "", FIRST.verb, "قال", FIRST.reported, False, "r")
    assert [part for part, _ in ShownStatement(nobody).parts()] == [Part.VERB, Part.SAID]
