"""Every fixed address of a fresh site answers."""

import pytest
from django.test import Client

from home.actions import SiteSetUp

ADDRESSES = ["/", "/nieuws/", "/publicaties/", "/zoeken/?q=wonen", "/sitemap/", "/sitemap.xml", "/robots.txt", "/status/",
             "/.well-known/security.txt", "/inloggen/"]  # fmt: skip


@pytest.mark.parametrize("host", ["localhost", "vgg.localhost"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_fixed_address_answers_on_both_sites(vgg: SiteSetUp, client: Client, address: str, host: str) -> None:
    response = client.get(address, headers={"host": host})

    assert response.status_code == 200
