"""Why a file is not read."""


class DocumentRefused(Exception):
    """A file that is not read; its text says in plain Dutch what is wrong and what to do."""


NOT_WORD = "Dit is geen Word- of ODT-bestand. Open het in Word en bewaar het als .docx."
OLD_WORD = "Dit is een oud Word-bestand (.doc). Open het in Word en bewaar het als .docx."
LOCKED = "Dit bestand is beveiligd met een wachtwoord. Haal het wachtwoord eraf en probeer het opnieuw."
DAMAGED = "Dit bestand is beschadigd of niet helemaal aangekomen. Bewaar het opnieuw en probeer het nog eens."
MACROS = "In dit bestand zitten macro's. Bewaar het zonder macro's (als .docx of .odt) en probeer het opnieuw."
TOO_LARGE = "Dit bestand is groter dan 25 MB. Maak de afbeeldingen erin kleiner, of splits het document."
UNPACKS_TOO_LARGE = "Dit bestand wordt bij het uitpakken veel te groot. Bewaar het in Word opnieuw als .docx."
TOO_MANY_PARTS = "Dit bestand bestaat uit te veel onderdelen. Bewaar het in Word opnieuw als .docx."
UNSAFE = "In dit bestand staan verwijzingen die niet veilig zijn. Bewaar het in Word opnieuw als .docx."
NO_TEXT = "In dit document staat geen tekst. Kijk of het het goede bestand is."
TOO_COMPLICATED = "Dit document zit te ingewikkeld in elkaar om te lezen. Bewaar het in Word opnieuw als .docx."
TOOK_TOO_LONG = "Het lezen van dit document duurde te lang. Splits het document en probeer het opnieuw."
NO_ODT_READER = "ODT-bestanden kunnen hier niet gelezen worden. Bewaar het bestand als .docx."
