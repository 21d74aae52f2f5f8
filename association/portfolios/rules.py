"""Which portfolios a text is about, by their own names and by the words that belong with them."""

import re
from collections.abc import Iterable
from typing import Protocol, TypeVar

# Beginnings of words that tell of a field of policy, by a beginning of a word in the portfolio's own name.
RELATED_WORDS = {
    "wonen": ("woning", "woon", "huur", "nieuwbouw", "flexwon", "hypothe"),
    "energie": ("zonnepark", "zonnepanel", "windmolen", "windturbin", "warmtenet", "stroomnet", "aardgas", "gaswin"),
    "klimaat": ("hittestress", "wateroverlast", "stikstof", "co2", "verduurza"),
    "duurza": ("verduurza", "circulair", "isolat", "klimaat"),
    "milieu": ("afval", "bodem", "luchtkwaliteit", "asbest", "stikstof"),
    "zorg": ("wmo", "mantelzorg", "thuiszorg", "huisarts", "ggd", "verpleeg", "beschermd wonen"),
    "gezond": ("ggd", "preventie", "vaccin", "huisarts", "leefstijl"),
    "jeugd": ("jongere", "kinderen", "jeugdzorg", "jeugdhulp", "gezinnen"),
    "onderwijs": ("scholen", "school", "leerling", "laaggeletterd", "studenten", "mbo", "leraren"),
    "veilig": ("politie", "brandweer", "ondermijn", "boa's", "rampen", "veiligheidsregio", "criminal"),
    "bestuur": ("college", "gemeenteraad", "raadslid", "raadsleden", "burgemeester", "griffier", "verkiezing"),
    "financi": ("gemeentefonds", "begroting", "belasting", "rijksmidd", "bezuinig"),
    "econom": ("bedrijv", "ondernem", "winkel", "werkgelegen", "arbeidsmarkt", "toeris"),
    "werk": ("bijstand", "participatiewet", "werkzoek", "arbeidsmarkt", "uitkering", "sociale werk"),
    "inkomen": ("bijstand", "armoed", "schuld", "minima", "uitkering"),
    "sport": ("zwembad", "sporthal", "sportver", "bewegen", "voetbal"),
    "cultuur": ("museum", "musea", "bibliothe", "theater", "kunst", "monument", "erfgoed"),
    "recreatie": ("toeris", "fietspad", "wandel", "camping"),
    "verkeer": ("fietspad", "wegen", "spoor", "parkeer"),
    "mobiliteit": ("fiets", "openbaar vervoer", "bus", "trein", "spoor", "laadpa"),
    "vervoer": ("openbaar vervoer", "bus", "trein", "deeltaxi", "leerlingenvervoer"),
    "ruimte": ("omgevingswet", "omgevingsvisie", "bestemmingsplan", "omgevingsplan", "stedenbouw"),
    "natuur": ("bos", "heide", "biodivers", "wolf", "landschap"),
    "landbouw": ("boer", "agrar", "vee", "akker", "platteland"),
    "landelijk": ("boer", "agrar", "platteland", "dorp", "stikstof"),
    "water": ("waterschap", "dijk", "grondwater", "riool", "wateroverlast"),
    "digita": ("ict", "internet", "cyber", "algoritm", "gegevens", "glasvezel"),
    "informat": ("ict", "cyber", "privacy", "archief", "gegevens"),
    "asiel": ("azc", "statushouder", "vluchteling", "spreidingswet", "oekra"),
    "migratie": ("azc", "statushouder", "vluchteling", "arbeidsmigrant", "asiel"),
    "inclus": ("toegankelijk", "beperking", "discrimin", "regenboog"),
    "europa": ("europe", "brussel", "interreg"),
}  # fmt: skip
# Words in names that say nothing of the field.
EMPTY = frozenset(
    {
        "en", "van", "de", "het", "een", "voor", "met", "in", "op", "zaken", "overige", "algemene", "algemeen",
        "sociaal", "domein", "samen", "leven", "portefeuille", "thema", "beleid", "regio", "gemeenten",
    }
)  # fmt: skip
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
FIVE = 5  # shorter words must be met whole
ENOUGH = 2
MOST = 3


class Named(Protocol):
    """What has a name and, perhaps, an abbreviation."""

    name: str
    abbreviation: str


P = TypeVar("P", bound=Named)


def words_of(name: str) -> list[str]:
    """The words of a portfolio's name that tell something."""
    return [word for word in WORD.findall(name.lower()) if word not in EMPTY and len(word) > 2]


def score(portfolio: Named, text: str, bare: str) -> int:
    """How strongly a text (as written, and in lower case) speaks of a portfolio; below ENOUGH it does not.

    The whole name or the abbreviation is enough by itself; so is one of its own words. Related words count one each.
    """
    if re.search(rf"\b{re.escape(portfolio.name.lower())}\b", bare):
        return 10
    if portfolio.abbreviation and re.search(rf"\b{re.escape(portfolio.abbreviation)}\b", text):
        return 10
    points = 0
    for word in words_of(portfolio.name):
        ending = "" if len(word) >= FIVE else r"\b"
        points += 3 * bool(re.search(rf"\b{re.escape(word)}{ending}", bare))
        for start, related in RELATED_WORDS.items():
            if word.startswith(start):
                points += sum(min(2, len(re.findall(rf"\b{re.escape(one)}", bare))) for one in related)
    return points


def portfolios_in(text: str, portfolios: Iterable[P]) -> list[P]:
    """The portfolios that a text is about, strongest first, at most three."""
    bare = text.lower()
    scored = [(score(portfolio, text, bare), portfolio) for portfolio in portfolios]
    found = [(points, portfolio) for points, portfolio in scored if points >= ENOUGH]
    return [portfolio for _, portfolio in sorted(found, key=lambda pair: -pair[0])[:MOST]]
