"""Whom a request comes from: the network address behind the trusted proxies, its shortened form, the family of the browser."""

import ipaddress
from collections.abc import Mapping

# In this order: a later name is also claimed by those before it.
BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("QQBrowser", "QQ Browser"),
    ("UCBrowser", "UC Browser"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("UOS", "UOS"),
    ("Kylin", "Kylin"),
    ("Linux", "Linux"),
)


def address_of(meta: Mapping[str, object], *, trusted_proxies: int) -> str:
    """Returns the address from which a request came; `trusted_proxies` is how many of our own proxies stand before us.

    X-Forwarded-For is read from the right, since each proxy adds what it saw; whatever stands farther left was sent by
    anybody. Without trusted proxies, or when the header is shorter than it must be, it is the address of the connection.
    """
    direct = str(meta.get("REMOTE_ADDR") or "")
    if trusted_proxies < 1:
        return direct
    hops = [hop.strip() for hop in str(meta.get("HTTP_X_FORWARDED_FOR") or "").split(",")]
    if len(hops) < trusted_proxies:
        return direct
    return _address(hops[-trusted_proxies]) or direct


def _address(hop: str) -> str:
    """Returns a hop as an address without a port; "" when it is none."""
    bare = hop.partition("]")[0].removeprefix("[") if hop.startswith("[") else hop
    if bare.count(":") == 1:  # IPv4 with a port
        bare = bare[: bare.index(":")]
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return ""


def network_of(address: str) -> str:
    """Returns the address without its last part: what is shown to its owner, and counted of IPv6, where one person has many."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return network_of(str(parsed.ipv4_mapped))
        return f"{ipaddress.ip_network((parsed, 64), strict=False).network_address}/64"
    return f"{str(parsed).rpartition('.')[0]}.x"


def counted_of(address: str) -> str:
    """Returns what failures are counted for: the whole IPv4 address, the network of an IPv6 one."""
    bare = address.removeprefix("::ffff:")
    return network_of(bare) if ":" in bare else bare


def browser_of(user_agent: str) -> str:
    """Returns browser and system in words, "" when neither is known; no version, so that nobody is told apart by it."""
    found = [next((name for mark, name in table if mark in user_agent), "") for table in (BROWSERS, SYSTEMS)]
    return " · ".join(name for name in found if name)
