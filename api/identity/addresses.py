"""Where a request came from, as the limits count it; kept only as a keyed hash."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Annotated

from fastapi import Depends, Request

OF_ONE = 64  # bits: of IPv6 each subscriber has at least so many addresses to herself


def address_of(request: Request) -> str:
    """Where it came from; kept only as a keyed hash."""
    return counted_as(request.client.host) if request.client else "-"


def counted_as(host: str) -> str:
    """All addresses of one subscriber are one: otherwise each try of hers would be the first."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    return str(address.ipv4_mapped or ip_network((address, OF_ONE), strict=False))


Address = Annotated[str, Depends(address_of)]
