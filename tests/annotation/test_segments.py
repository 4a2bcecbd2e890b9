import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.annotation.segments import Segment, blocks, segments, segments_of_spans
from dashboard.model import Mention, MentionKind, Span

# Letters that join, marks, an emoji that is two UTF-16 units, line breaks and what HTML escapes.
TEXTS = st.text(alphabet='ابتث ل٣\u064e\u2066\u2069😀\n<&"a.', max_size=60)


def mention(content, start, end, kind=MentionKind.PER):
    return Mention("a", start, end, content[start:end], kind, None, "test")


@st.composite
def marked_texts(draw):
    content = draw(TEXTS.filter(bool))
    spans = draw(
        st.lists(
            st.tuples(st.integers(0, len(content) - 1), st.integers(1, len(content))).filter(
                lambda span: span[0] < span[1]
            ),
            max_size=8,
        )
    )
    return content, [mention(content, *span) for span in spans]


@given(marked_texts())
def test_segments_joined_give_the_text_back(marked):
    content, mentions = marked
    assert "".join(segment.text for segment in segments(content, mentions)) == content


@given(marked_texts())
def test_every_mention_is_covered_by_its_segments_and_no_others(marked):
    content, mentions = marked
    made = segments(content, mentions)
    for index, one in enumerate(mentions):
        at, covered = 0, []
        for segment in made:
            if index in segment.mentions:
                covered.append((at, at + len(segment.text)))
            at += len(segment.text)
        assert covered[0][0] == one.start
        assert covered[-1][1] == one.end
        assert all(before[1] == after[0] for before, after in itertools.pairwise(covered))


@given(marked_texts())
def test_the_longest_mention_is_outermost(marked):
    content, mentions = marked
    for segment in segments(content, mentions):
        lengths = [mentions[i].end - mentions[i].start for i in segment.mentions]
        assert lengths == sorted(lengths, reverse=True)


@given(marked_texts(), st.integers(1, 20), st.sets(st.integers(0, 60)))
def test_blocks_give_the_text_back(marked, longest, starts):
    content, mentions = marked
    made = blocks(content, mentions, starts, longest)
    joined = "".join(block.text + ("\n" if block.ends_line else "") for block in made)
    assert joined == content + "\n"
    assert not any("\n" in block.text for block in made)


@given(marked_texts())
def test_blocks_mark_the_same_letters_as_segments(marked):
    content, mentions = marked
    one_by_one = [
        (letter, segment.mentions)
        for segment in segments(content, mentions)
        for letter in segment.text
        if letter != "\n"
    ]
    in_blocks = [
        (letter, segment.mentions)
        for block in blocks(content, mentions, ())
        for sentence in block.sentences
        for segment in sentence
        for letter in segment.text
    ]
    assert in_blocks == one_by_one


def test_a_mark_within_a_word():
    content = "للقوات العراقية"
    assert segments(content, [mention(content, 1, 15)]) == [
        Segment("ل"),
        Segment("لقوات العراقية", (0,)),
    ]


def test_a_nested_and_a_crossing_mention():
    content = "abcdef"
    mentions = [mention(content, 0, 4), mention(content, 1, 3), mention(content, 2, 6)]
    assert segments(content, mentions) == [
        Segment("a", (0,)),
        Segment("b", (0, 1)),
        Segment("c", (0, 2, 1)),
        Segment("d", (0, 2)),
        Segment("ef", (2,)),
    ]


def test_an_emoji_before_a_mention_does_not_shift_it():
    content = "😀😀 بغداد"
    assert segments(content, [mention(content, 3, 8)])[-1] == Segment("بغداد", (0,))


@pytest.mark.parametrize("span", [(2, 2), (3, 2), (-1, 2), (0, 9)])
def test_a_span_that_is_not_in_the_text_is_an_error(span):
    with pytest.raises(ValueError, match="does not lie within a text of 4"):
        segments_of_spans("abcd", [Span(*span)])


def test_a_sentence_starts_where_it_is_told():
    content = "أول. ثان. ثالث."
    (block,) = blocks(content, [], [0, 5, 10])
    assert [[s.text for s in sentence] for sentence in block.sentences] == [
        ["أول. "],
        ["ثان. "],
        ["ثالث."],
    ]


def test_a_long_line_is_divided_at_a_space():
    content = "كلمة " * 30
    made = blocks(content, [], [0], longest=24)
    assert len(made) == 4
    assert all(len(block.text) < 2 * 24 for block in made)
    assert all(block.text.endswith(" ") for block in made)
    assert [block.ends_line for block in made] == [False] * (len(made) - 1) + [True]


def test_a_megabyte_with_thousands_of_mentions_is_cut_once_through():
    # Steps, not seconds: the number of segments grows with the mentions alone.
    content = "كان في بغداد يوم " * 60_000
    mentions = [mention(content, at, at + 5) for at in range(7, len(content), 170)]
    made = segments(content, mentions)
    assert len(content) > 1_000_000
    assert len(made) == 2 * len(mentions) + 1
