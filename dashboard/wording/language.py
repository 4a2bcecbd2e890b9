"""The choices a reader makes about how the interface speaks."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language of the interface; both are complete."""

    ARABIC = "ar"
    ENGLISH = "en"

    @property
    def direction(self) -> str:
        return "rtl" if self is Language.ARABIC else "ltr"

    @classmethod
    def of_locale(cls, locale: str | None) -> Language:
        """The interface language for a browser's locale ("ar-SA", "en-US", None)."""
        return cls.ARABIC if (locale or "").lower().startswith("ar") else cls.ENGLISH


class Digits(StrEnum):
    """Which digits the Arabic interface uses; English always has Western ones."""

    WESTERN = "western"
    ARABIC_INDIC = "arabic_indic"


class Months(StrEnum):
    """Which names of the Gregorian months the Arabic interface uses; the value is the
    CLDR locale that has them."""

    LEVANTINE = "ar_IQ"
    EGYPTIAN = "ar_EG"
    MAGHREBI = "ar_TN"
