"""The port: taken before anything else begins, so that a taken one leaves nothing behind."""

import socket

from taizhang.config.stop import Stop


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket, or stop with what to do instead."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        raise Stop(
            f"{host}:{port} 不能监听（{error}）；请用 --port 换一个端口，如 --port {port + 1}。"
            f"(The port is taken or not allowed: choose another one with --port.)"
        ) from None
    return listening


def address(host: str, port: int) -> str:
    """Return what to type into a browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104  (compared, not bound)
    return f"http://{shown}:{port}/"
