"""What the interface says, in Arabic and English: texts, numbers, dates and amounts.

    wording = Wording(Language.ARABIC)
    wording.text("tabs.timeline")                      -> "الخط الزمني"
    wording.count("count.articles", 1064)              -> "1,064 مقالة"
    wording.amount(MoneyValue(Decimal("5e9"), currency="USD"))

The texts are rows of messages.csv: key, form, ar, en.
"""

from dashboard.wording.language import Digits, Language, Months
from dashboard.wording.wording import Wording

__all__ = ["Digits", "Language", "Months", "Wording"]
