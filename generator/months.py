"""Says a month in a language, as ICU does."""

from datetime import UTC, datetime


def spoken_month(month: str, language: str) -> str:
    """A month such as `2026-03` in the words of a language, in the figures 0 to 9, without a full
    stop at its end."""
    import icu

    year, number = month.split("-")
    locale = icu.Locale.forLanguageTag(f"{language}-u-nu-latn")
    pattern = icu.DateTimePatternGenerator.createInstance(locale).getBestPattern("yMMMM")
    form = icu.SimpleDateFormat(pattern, locale)
    form.setTimeZone(icu.TimeZone.createTimeZone("UTC"))
    said = str(form.format(datetime(int(year), int(number), 15, tzinfo=UTC).timestamp()))
    return said.rstrip(".")
