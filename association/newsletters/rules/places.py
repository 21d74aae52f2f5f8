"""Places in a mail where something personal comes, the two links and the name, and where the month comes.

A mail is rendered once with these words in it; each recipient gets their own in place. The words are plain ASCII and
survive HTML escaping, inlining of styles and quoted-printable as they are.
"""

from association.newsletters.rules.tokens import TOKEN_LENGTH

UNSUBSCRIBE = "plaatsvoorafmelden".ljust(TOKEN_LENGTH, "0")
PREFERENCES = "plaatsvoorvoorkeuren".ljust(TOKEN_LENGTH, "0")
NAME = "PLAATSVOORNAAM"
# Filled when it is known when the mail goes; no recipient is needed for it.
MONTH = "PLAATSVOORMAAND"
