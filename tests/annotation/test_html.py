import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from dashboard.annotation.html import annotated_html, escaped
from dashboard.model import Mention, MentionKind

NAMES = {kind: f"<{kind}>" for kind in MentionKind}
ALLOWED = {"article", "p", "mark"}


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []
        self.names = set()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.names.update(name for name, _ in attrs)


def mention(content, start, end, kind=MentionKind.ORG):
    return Mention('a"><script>', start, end, content[start:end], kind, None, "test")


@given(st.text(max_size=200))
def test_escaping_can_be_undone_and_leaves_no_markup(text):
    assert unescape(escaped(text)) == text
    assert not re.search(r"[<>\"']", escaped(text))


@given(st.text(alphabet="<>&\"'/=ab\nscript ", min_size=1, max_size=80))
def test_text_never_becomes_markup(content):
    html = annotated_html(content, [mention(content, 0, len(content))], NAMES)
    seen = Tags()
    seen.feed(html)
    assert set(seen.tags) <= ALLOWED
    assert seen.names <= {"lang", "dir", "class", "data-mention", "title"}
    text = unescape(re.sub(r"<[^>]*>", "", html.replace("</p><p>", "\n")))
    assert text == "\n".join(line for line in content.split("\n") if line)


def test_a_mark_says_its_kind_and_direction_follows_the_language():
    content = "بغداد تنتظر"
    html = annotated_html(content, [Mention("a", 0, 5, "بغداد", MentionKind.LOC, None, "r")], NAMES)
    assert html == (
        '<article lang="ar" dir="rtl"><p><mark class="LOC" data-mention="a@0-5" '
        'title="&lt;LOC&gt;">بغداد</mark> تنتظر</p></article>'
    )
    assert 'dir="ltr"' in annotated_html("Baghdad", [], NAMES, language="en")


def test_overlapping_mentions_nest_with_the_longest_outermost():
    content = "وزارة الدفاع"
    mentions = [
        Mention("a", 6, 12, "الدفاع", MentionKind.MISC, None, "r"),
        Mention("a", 0, 12, content, MentionKind.ORG, None, "r"),
    ]
    html = annotated_html(content, mentions, NAMES)
    assert html.index("ORG") < html.index("MISC")
    assert html.count("<mark") == html.count("</mark>") == 3
