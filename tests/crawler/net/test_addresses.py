from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.net.addresses import allowed, first_refusal

REFUSED = {
    "0.0.0.0": "this network",
    "0.1.2.3": "this network",
    "10.0.0.1": "private",
    "100.64.0.1": "a provider's own",
    "100.127.255.255": "a provider's own, last",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback, far end",
    "168.63.129.16": "metadata of a cloud on a public address",
    "169.254.169.254": "metadata",
    "172.16.0.1": "private",
    "172.31.255.255": "private, last",
    "192.0.0.192": "reserved, and metadata of a cloud",
    "192.0.2.1": "documentation",
    "192.88.99.1": "6to4 relay",
    "192.168.1.1": "private",
    "198.18.0.1": "benchmarking",
    "198.19.255.255": "benchmarking, last",
    "198.51.100.7": "documentation",
    "203.0.113.7": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.255": "multicast, last",
    "240.0.0.1": "reserved",
    "255.255.255.255": "broadcast",
    "::": "unspecified",
    "::1": "loopback",
    "::7f00:1": "IPv4 inside, the old way",
    "::ffff:127.0.0.1": "IPv4 inside",
    "::ffff:8.8.8.8": "IPv4 inside, though a public one",
    "64:ff9b::a9fe:a9fe": "metadata through NAT64",
    "64:ff9b:1::1": "local NAT64",
    "100::1": "discarded",
    "2001::1": "Teredo",
    "2001:10::1": "reserved",
    "2001:db8::1": "documentation",
    "2002:7f00:1::": "loopback through 6to4",
    "3fff::1": "documentation",
    "fc00::1": "private",
    "fd00:ec2::254": "metadata",
    "fe80::1": "link-local",
    "fe80::1%eth0": "with a zone",
    "2606:4700::1%eth0": "public, with a zone",
    "fec0::1": "site-local",
    "ff02::1": "multicast",
    "4000::1": "never given out",
    "2606:4700::5efe:7f00:1": "ISATAP",
    "localhost": "a name is no address",
    "": "nothing",
    "1.2.3": "short forms are the parser's work",
}
GOOD = [
    "8.8.8.8",
    "93.184.216.34",
    "172.15.255.255",
    "172.32.0.1",
    "100.63.255.255",
    "2606:4700:4700::1111",
    "2a00:1450::1",
]


@pytest.mark.parametrize("ip", REFUSED)
def test_it_refuses_what_is_not_public(ip: str) -> None:
    assert allowed(ip, 443, "a.example", ()) is not None


@pytest.mark.parametrize("ip", GOOD)
def test_it_allows_public_addresses_on_the_usual_ports(ip: str) -> None:
    assert all(allowed(ip, port, "a.example", ()) is None for port in (80, 443, 8080, 8443))


@pytest.mark.parametrize("port", [0, 21, 22, 25, 81, 3306, 6379, 8000, 9200, 65535])
def test_it_refuses_other_ports(port: int) -> None:
    refusal = allowed("8.8.8.8", port, "a.example", ())
    assert refusal is not None
    assert str(port) in refusal.reason


@pytest.mark.parametrize(
    ("ip", "port", "host", "allow", "passes"),
    [
        ("127.0.0.1", 8000, "localhost", ("localhost:8000",), True),
        ("127.0.0.1", 8000, "LocalHost.", ("localhost:8000",), True),
        ("127.0.0.1", 8000, "anything.example", ("127.0.0.1:8000",), True),
        ("::1", 8000, "::1", ("[::1]:8000",), True),
        ("8.8.8.8", 8000, "odd.example", ("odd.example:8000",), True),
        ("127.0.0.1", 8001, "localhost", ("localhost:8000",), False),  # another port
        ("127.0.0.1", 8000, "other.example", ("localhost:8000",), False),  # another name
        ("127.0.0.2", 8000, "127.0.0.2", ("127.0.0.1:8000",), False),  # another address
        ("127.0.0.1", 8000, "localhost", ("localhost",), False),  # no port: not a word for every port
        ("127.0.0.1", 80, "notlocalhost", ("localhost:80",), False),
    ],
)
def test_only_the_very_host_and_port_that_were_named_are_opened(
    ip: str, port: int, host: str, allow: tuple[str, ...], passes: bool
) -> None:
    assert (allowed(ip, port, host, allow) is None) is passes


def test_a_name_is_refused_if_any_of_its_addresses_is() -> None:
    assert first_refusal(["8.8.8.8", "127.0.0.1"], 443, "a.example") is not None
    assert first_refusal(["127.0.0.1", "8.8.8.8"], 443, "a.example") is not None
    assert first_refusal(["8.8.8.8", "9.9.9.9"], 443, "a.example") is None


@given(st.ip_addresses())
def test_it_agrees_with_the_standard_library_that_private_is_refused(ip: object) -> None:
    from ipaddress import IPv4Address, IPv6Address

    assert isinstance(ip, IPv4Address | IPv6Address)
    if not ip.is_global or ip.is_multicast:
        assert allowed(ip, 443, "a.example") is not None
