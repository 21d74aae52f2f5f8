"""From which place on the internet a form came."""

from ipaddress import IPv6Address, ip_address

# A household or office gets a whole network of this size, and as many addresses in it as it likes.
NETWORK = 64


def client_of(remote: str, forwarded: str, *, is_behind_proxy: bool) -> str:
    """The address that a form came from, of IPv6 its network; empty when it cannot be known.

    `forwarded` is the header X-Forwarded-For, of which our own proxy wrote the last part; without a proxy anybody can
    write it, and `remote` counts.
    """
    written = forwarded.rpartition(",")[2].strip() if is_behind_proxy else ""
    try:
        address = ip_address(written or remote)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> (128 - NETWORK) << (128 - NETWORK)))
    return str(address)
