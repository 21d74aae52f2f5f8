"""A form with a field of every kind, empty and with errors, for the gallery."""

from itertools import count

from django import forms

TOPICS = (("gezondheid", "Gezondheid en Welzijn"), ("wonen", "Ruimte en Wonen"), ("sport", "Sport"))
numbers = count(1)
REPLIES = (("mail", "Per e-mail"), ("telefoon", "Telefonisch"))


class ExampleForm(forms.Form):
    """Every kind of field that our public forms use."""

    name = forms.CharField(label="Naam")
    email = forms.EmailField(label="E-mailadres", help_text="Daar sturen wij het antwoord heen.")
    question = forms.CharField(label="Uw vraag", widget=forms.Textarea(attrs={"rows": 5}))
    topic = forms.ChoiceField(label="Onderwerp", choices=TOPICS)
    follow = forms.MultipleChoiceField(
        label="Welke onderwerpen volgt u?", choices=TOPICS, widget=forms.CheckboxSelectMultiple, required=False
    )
    reply = forms.ChoiceField(label="Hoe antwoorden wij?", choices=REPLIES, widget=forms.RadioSelect)
    day = forms.DateField(
        label="Op welke dag?",
        help_text="Kies een werkdag.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    password = forms.CharField(label="Wachtwoord", widget=forms.PasswordInput, required=False)
    attachment = forms.FileField(label="Bijlage", help_text="Een pdf van hooguit 10 MB.", required=False)
    agree = forms.BooleanField(label="Ik heb de uitleg over privacy gelezen")


class LoginForm(forms.Form):
    """A short form, as for logging in."""

    username = forms.CharField(label="Gebruikersnaam")
    password = forms.CharField(label="Wachtwoord", widget=forms.PasswordInput)


def empty_form() -> ExampleForm:
    """The form as a visitor first sees it."""
    return ExampleForm(prefix="leeg", initial={"follow": ["wonen"], "reply": "mail"})


def few_fields() -> list[forms.BoundField]:
    """Two questions that need no answer."""

    class DetailsForm(forms.Form):
        role = forms.ChoiceField(label="Ik ben", choices=(("", "Zeg ik liever niet"), *TOPICS), required=False)
        name = forms.CharField(label="Naam", required=False)

    return list(DetailsForm(prefix=f"achter-{next(numbers)}"))


def long_text() -> forms.BoundField:
    """A question for a long text, not required."""

    class TextForm(forms.Form):
        text = forms.CharField(label="Missie", required=False, widget=forms.Textarea)

    return TextForm(prefix="lang")["text"]


def wrong_form() -> ExampleForm:
    """The form after sending it with mistakes; its errors are in Dutch whatever the active language."""
    form = ExampleForm({"fout-email": "naam.voorbeeld", "fout-name": "Voornaam Achternaam"}, prefix="fout")
    form.errors.clear()
    form.add_error("email", "Vul een adres in met een @.")
    form.add_error("question", "Schrijf hier uw vraag.")
    form.add_error("reply", "Kies een van de twee.")
    form.add_error("agree", "Zet een vinkje als u akkoord gaat.")
    return form
