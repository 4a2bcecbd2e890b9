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
    """Place and reason of each that was rejected, and below them the notes on those that were read;
    where there are very many, a table that scrolls has them all."""
    _listed([one for one in rejected if not one.note], "rejected", wording)
    _listed([one for one in rejected if one.note], "notes", wording)


def _listed(rejected: Sequence[Rejected], what: str, wording: Wording) -> None:
    if not rejected:
        return
    title = wording.text(f"{what}.title")
    st.html(headline_html(title, wording.text(f"{what}.help")))
    told = [
        (place_words(one.where, wording), reason_words(one.reason, wording)) for one in rejected
    ]
    st.html(complaints_html(told[:_MOST], title))
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
