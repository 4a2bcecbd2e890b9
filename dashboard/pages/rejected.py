"""What could not be read, and why: each input with its whole reason."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.annotation.furniture import complaints_html, headline_html, note_html
from dashboard.model import Rejected
from dashboard.wording import Wording
from dashboard.wording.lines import place_words, reason_words

_MOST = 200  # told in full; a browser is slow with thousands


def rejected_inputs(rejected: Sequence[Rejected], wording: Wording) -> None:
    """Place and reason of each; where there are very many, a table that scrolls has them all."""
    st.html(headline_html(wording.text("rejected.title"), wording.text("rejected.help")))
    told = [
        (place_words(one.where, wording), reason_words(one.reason, wording)) for one in rejected
    ]
    st.html(complaints_html(told[:_MOST], wording.text("rejected.title")))
    if len(told) <= _MOST:
        return
    st.html(note_html(wording.text("rejected.first", n=_MOST, total=len(told))))
    columns = {
        "where": wording.text("rejected.where"),
        "reason": wording.text("rejected.reason"),
    }
    order = list(columns)
    st.dataframe(
        pd.DataFrame(told, columns=order),
        hide_index=True,
        column_order=order[::-1] if wording.right_to_left else order,
        column_config=columns,
    )
