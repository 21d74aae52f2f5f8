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


def test_favicon_leads_to_the_mark_of_each_site(vgg: SiteSetUp, client: Client) -> None:
    hosts = {"localhost": "vdg", "vgg.localhost": "vgg"}

    found = {host: client.get("/favicon.ico", headers={"host": host})["Location"] for host in hosts}

    assert found == {host: f"/static/brand/{mark}-180.png" for host, mark in hosts.items()}
