"""Says a month or a day in a language, as ICU does."""

from datetime import UTC, datetime


def spoken_month(month: str, language: str) -> str:
    """A month such as `2026-03` in the words of a language, in the figures 0 to 9, without a full
    stop at its end."""
    year, number = month.split("-")
    return _spoken("yMMMM", datetime(int(year), int(number), 15, tzinfo=UTC), language).rstrip(".")


def spoken_day(day: str, language: str) -> str:
    """A day such as `2026-03-31` in the words of a language, in the figures 0 to 9."""
    year, month, number = map(int, day.split("-"))
    return _spoken("yMMMMd", datetime(year, month, number, 12, tzinfo=UTC), language)


def _spoken(parts: str, time: datetime, language: str) -> str:
    import icu

    locale = icu.Locale.forLanguageTag(f"{language}-u-nu-latn")
    pattern = icu.DateTimePatternGenerator.createInstance(locale).getBestPattern(parts)
    form = icu.SimpleDateFormat(pattern, locale)
    form.setTimeZone(icu.TimeZone.createTimeZone("UTC"))
    return str(form.format(time.timestamp()))
