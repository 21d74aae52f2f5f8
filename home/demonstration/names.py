"""What the demonstration is called and how one logs in; read without Django too."""

PASSWORD = "noaber-proef-2026"  # noqa: S105 - printed by the demonstration, refused in production
ACCOUNT_NAMES = ("beheer", "redactie", "eindredactie", "procesregie", "bestuur", "raadslid")
HOSTS = {"vdg": "localhost", "vgg": "vgg.localhost"}
