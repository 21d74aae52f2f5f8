"""How long what is kept about readers, and how often somebody may ask for a mail."""

from datetime import timedelta

# A link in a mail that confirms something.
LINK = timedelta(hours=48)
# One mail of a kind for an address, unless its link was used.
MAIL_AGAIN_AFTER = timedelta(hours=24)
# From one place on the internet: mails in an hour, the others wait; addresses and requests in a day, the others are
# not kept.
CLIENT_MAILS_AN_HOUR = 20
CLIENT_ADDRESSES_A_DAY = 100
CLIENT_REQUESTS_A_DAY = 1_000
# From which place a request came.
CLIENT_KEPT = timedelta(days=1)
# What was asked and never confirmed, with the address.
UNCONFIRMED_KEPT = timedelta(days=7)
# Who is on no list any more; then only a keyed hash of the address is left.
GONE_KEPT = timedelta(days=180)
# Who got an issue, and what the mail server said of their address; the counts stay.
DELIVERIES_KEPT = timedelta(days=365)
# The texts of a welcome mail that was sent, of which there is one for each day that somebody was new.
WELCOMES_KEPT = timedelta(days=90)
# Proof of consent, after the data of its person were erased (Dutch Civil Code, book 3, article 310).
CONSENT_KEPT = timedelta(days=5 * 365)
# Who just unsubscribed may take that back on the same screen.
BACK_WITHIN = timedelta(hours=24)
LONGEST_PAUSE = timedelta(days=366)
