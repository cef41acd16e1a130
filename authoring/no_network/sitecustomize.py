"""Deny every connection to another machine. Python reads this file at start when its folder is on PYTHONPATH.

A kernel talks to its notebook over sockets of this machine, so those stay open.
"""

import socket
from typing import Any

HERE = {"127.0.0.1", "::1", "localhost", ""}
_connect, _lookup = socket.socket.connect, socket.getaddrinfo


def _connect_here(self: socket.socket, address: Any) -> None:
    if isinstance(address, tuple) and address[0] not in HERE:
        raise PermissionError(f"the network is denied: connect to {address[0]}")
    _connect(self, address)


def _look_up_here(host: Any, *arguments: Any, **options: Any) -> Any:
    if host is not None and host not in HERE:
        raise PermissionError(f"the network is denied: look up {host}")
    return _lookup(host, *arguments, **options)


socket.socket.connect = _connect_here
socket.getaddrinfo = _look_up_here
