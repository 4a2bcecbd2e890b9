"""Heads of bodies beside words that are no part of them."""

import pytest

from dashboard.extraction.names import names_engine


@pytest.fixture(scope="module")
def engine():
    return names_engine("builtin")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # The Iraqis are congratulated, they are no adjective of the coalition.
        ("وهنأ التحالف الدولي العراقيين، وأكد استمرار التدريب.", ["التحالف الدولي"]),
        # An indefinite adjective makes no name.
        ("وكانت بلدة راوة آخر مركز حضري يستعاد من التنظيم.", ["راوة"]),
        # An adviser's office is what he is called by.
        ("أعلن مستشار الأمن القومي العراقي قاسم الأعرجي انتهاء المهمة.", ["قاسم الأعرجي"]),
        ("وقالت القوات العراقية إنها تقدمت.", ["القوات العراقية"]),
    ],
)
def test_names_found(engine, text: str, names: list[str]) -> None:
    assert [text[span.start : span.end] for span in engine.find([text])[0]] == names
