"""Where the studio listens: on this computer alone, or at an address that others can reach."""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
from typing import Final

from msgspec import Struct

from generator.problems import Problem, WrongChoice, error
from .guard import LOOPBACK

HOST: Final = "127.0.0.1"


class Listening(Struct, frozen=True):
    """A socket that listens, the names by which browsers may call it, and whether others than this
    computer can reach it."""

    socket: socket.socket
    port: int
    names: tuple[str, ...]
    is_shared: bool

    @property
    def address(self) -> str:
        """The address for a browser."""
        return f"http://{self.names[0]}:{self.port}"


def listen(host: str, port: int) -> Listening:
    """Listen at an address or name of this computer, at a port; 0 is any free one. Raises
    `WrongChoice`."""
    if not 0 <= port < 1 << 16:
        raise WrongChoice([_wrong(f"there is no port {port}", "ports are 1 to 65535")])
    address = _address(host)
    kind = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    listening = socket.socket(kind)
    try:
        if sys.platform == "win32":  # where others could take a port that is shared
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((str(address), port))
        listening.listen()  # so that a browser may call before the studio answers
    except OSError as problem:
        listening.close()
        raise WrongChoice([_unusable(host, port, problem)]) from None
    bound = int(listening.getsockname()[1])
    if address.is_loopback:
        return Listening(listening, bound, LOOPBACK, is_shared=False)
    shown = f"[{address}]" if address.version == 6 else str(address)
    names = dict.fromkeys((host.lower() if not _is_address(host) else shown, shown))
    return Listening(listening, bound, tuple(names), is_shared=True)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The one address that is meant. A browser has to name it, so none that stands for all will
    do."""
    found = host
    if not _is_address(host):
        try:
            found = str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])
        except (OSError, UnicodeError, IndexError):
            hint = "give the address that this computer has in the network, such as 192.168.1.20"
            raise WrongChoice([_wrong(f'nothing is known by the name "{host}"', hint)]) from None
    address = ipaddress.ip_address(found)
    if address.is_unspecified or getattr(address, "scope_id", None):
        message = f'"{host}" is not the address of one computer'
        hint = "give the address by which others reach this computer, such as 192.168.1.20"
        raise WrongChoice([_wrong(message, hint)])
    return address


def _unusable(host: str, port: int, problem: OSError) -> Problem:
    match problem.errno:
        case errno.EADDRINUSE:
            return _wrong(f"port {port} is taken by another program", "leave --port out")
        case errno.EADDRNOTAVAIL:
            hint = "give one that it has; the settings of its network show them"
            return _wrong(f"this computer does not have the address {host}", hint)
        case errno.EACCES:
            return _wrong(f"port {port} is kept for the system", "take one from 1024 on")
    reason = (problem.strerror or str(problem)).lower()
    return _wrong(f"the studio cannot listen at {host}, port {port}: {reason}", "")


def _wrong(message: str, hint: str) -> Problem:
    return error("wrong-choice", message, None, hint)
