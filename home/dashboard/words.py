"""Days and moments as people say them."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

# What the counts of the site's quality are called when there is one.
ONE = {
    "gebroken links": "gebroken link",
    "beelden zonder beschrijving": "beeld zonder beschrijving",
    "koppen die een niveau overslaan": "kop die een niveau overslaat",
    "lege koppen": "lege kop",
    "links die niet zeggen waarheen": "link die niet zegt waarheen",
    "tabellen zonder namen boven de kolommen": "tabel zonder namen boven de kolommen",
    "tabellen zonder bijschrift": "tabel zonder bijschrift",
    "afkortingen zonder uitleg": "afkorting zonder uitleg",
    "lange zinnen": "lange zin",
    "links naar bestanden zonder soort en grootte": "link naar een bestand zonder soort en grootte",
    "pagina's zonder samenvatting": "pagina zonder samenvatting",
    "pagina's om na te lezen": "pagina om na te lezen",
}
NEARBY = {-1: "gisteren", 0: "vandaag", 1: "morgen", 2: "overmorgen"}


def day_in_words(day: date, today: date) -> str:
    """A day: "morgen", "vrijdag 13 maart", and with its year when that is not this year."""
    near = NEARBY.get((day - today).days)
    return near or date_format(day, "l j F" if day.year == today.year else "j F Y")


def moment_in_words(moment: datetime, today: date) -> str:
    """A moment in Dutch time: "morgen 9.00 uur", "vrijdag 13 maart, 12.00 uur"."""
    local = timezone.localtime(moment)
    day = day_in_words(local.date(), today)
    comma = "" if day in NEARBY.values() else ","
    return f"{day}{comma} {local.hour}.{local:%M} uur"


def days_late(days: int) -> str:
    """How late something is: "1 dag te laat", "11 dagen te laat"; empty when it is not."""
    if days <= 0:
        return ""
    return "1 dag te laat" if days == 1 else f"{days} dagen te laat"


def easter(year: int) -> date:
    """Easter Sunday (Gregorian computus of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def is_holiday(day: date) -> bool:
    """Whether offices are closed in the Netherlands (Algemene termijnenwet, art. 3; 5 May aside)."""
    moving = {easter(day.year) + timedelta(days=days) for days in (-2, 1, 39, 50)}
    kings_day = date(day.year, 4, 27) if date(day.year, 4, 27).weekday() != 6 else date(day.year, 4, 26)
    fixed = {(1, 1), (12, 25), (12, 26)}
    return day in moving or day == kings_day or (day.month, day.day) in fixed


def next_working_day(today: date) -> date:
    """The first day after today that is no weekend and no holiday."""
    day = today + timedelta(days=1)
    while day.weekday() >= 5 or is_holiday(day):
        day += timedelta(days=1)
    return day


def counted_words(label: str, number: int) -> str:
    """What is counted, in the singular for one."""
    return ONE.get(label, label) if number == 1 else label
