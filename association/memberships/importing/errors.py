"""Why a file is not read."""


class TableRefused(Exception):
    """A file or a text that is not read; its text says in plain Dutch what is wrong and what to do."""


TOO_LARGE = "Dit bestand is groter dan 2 MB. Splits het, of haal weg wat u niet wilt invoeren."
TOO_MANY_ROWS = "In deze tabel staan meer dan 5.000 rijen. Splits haar."
TOO_MANY_COLUMNS = "In deze tabel staan meer dan 60 kolommen. Haal weg wat u niet wilt invoeren."
LOCKED = "Dit bestand is oud (.xls) of beveiligd met een wachtwoord. Bewaar het in Excel als .xlsx, zonder wachtwoord."
NOT_EXCEL = "Dit is geen Excel-bestand (.xlsx) en geen CSV-bestand. Open het in Excel en bewaar het als .xlsx."
DAMAGED = "Dit bestand is beschadigd of niet helemaal aangekomen. Bewaar het opnieuw en probeer het nog eens."
UNPACKS_TOO_LARGE = "Dit bestand wordt bij het uitpakken veel te groot. Bewaar het in Excel opnieuw als .xlsx."
UNSAFE = "In dit bestand staan verwijzingen die niet veilig zijn. Bewaar het in Excel opnieuw als .xlsx."
UNREADABLE = "De letters in dit bestand zijn niet te lezen. Bewaar het in Excel als 'CSV UTF-8' of als .xlsx."
EMPTY = "In deze tabel staan geen rijen. Kijk of het het goede bestand is."
NO_HEADINGS = (
    "Boven de kolommen staan geen namen die wij kennen. Zet boven elke kolom wat erin staat, "
    "zoals Overleg, Functie, Naam, Namens, Van en Tot en met."
)
UNCLEAR_END = "Noem de kolom 'Tot' liever 'Tot en met', en schrijf er de laatste dag in."
TOO_MANY_PEOPLE = "In deze tabel staan meer dan 1.000 mensen die nog niet in het register staan. Splits haar."
