"""Which network addresses a URL may lead to.

A URL in somebody's list must not make this machine read its own network. So every address of a host is
checked, and the connection goes to the address that was checked: a name that resolves to something else
the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket

from onrecord.core import ReadError, UnsafeAddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def resolve(host: str, port: int, *, allow_private: bool) -> list[Address]:
    """The addresses of `host`, in the system's order of preference.

    Raises UnsafeAddress if any of them is private, loopback, link-local, multicast or reserved (unless
    `allow_private`), ReadError if there is none.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReadError(f"{host}: no such host", hint="check the address and the network") from error
    addresses = list(dict.fromkeys(ipaddress.ip_address(str(answer[4][0])) for answer in answers))
    for address in addresses:
        if not allow_private and not is_public(address):
            raise UnsafeAddress(
                f"{host}: {address} is not an address on the public internet",
                hint="if you trust it: --allow-private on the command line, allow_private=True in Python",
            )
    return addresses


def is_public(address: Address) -> bool:
    """Whether an address, and any IPv4 address wrapped in it, is on the public internet.

    >>> is_public(ipaddress.ip_address("::ffff:127.0.0.1"))
    False
    """
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            wrapped.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(inner is not None and not is_public(inner) for inner in wrapped):
            return False
    return address.is_global and not address.is_multicast
