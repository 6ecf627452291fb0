"""Keys of the user's own: read from the environment, sent to one host, and shown nowhere."""

from __future__ import annotations

from collections.abc import Mapping

from fmselect.errors import UsageError

_LEAST_LENGTH = 8
"""Anything shorter would be found by chance in what a server sends."""


class Key:
    """A secret and the variable it came from. Whatever prints it prints the variable's name."""

    __slots__ = ("_secret", "header", "variable")

    def __init__(self, variable: str, secret: str, header: str) -> None:
        """Keep the secret; `headers` is the only way to it."""
        self.variable = variable
        self.header = header
        self._secret = secret

    def __repr__(self) -> str:
        """The variable."""
        return f"Key({self.variable})"

    def __reduce__(self) -> str:
        """Refuse to be copied into a file."""
        raise TypeError("a key is not written anywhere")

    def headers(self) -> dict[str, str]:
        """The header of a request that carries the secret."""
        bearer = "Bearer " if self.header == "Authorization" else ""
        return {self.header: f"{bearer}{self._secret}"}

    def is_in(self, body: bytes) -> bool:
        """Whether a server has sent the secret back."""
        return self._secret.encode("ascii") in body


def read_key(
    variable: str, environment: Mapping[str, str], *, owner: str, header: str = "x-api-key"
) -> Key:
    """The key in a variable of the environment.

    Args:
        variable: Its name.
        environment: The environment.
        owner: Who gives out such keys, for the message.
        header: The header it is to be sent in.

    Raises:
        UsageError: There is none, or it has characters that no key has. The key is not shown.
    """
    secret = environment.get(variable, "").strip()
    if not secret:
        raise UsageError(
            f"{owner} answers only with a key of your own",
            where=variable,
            hint=f"set {variable} to the key, or give a saved answer with --from FILE",
        )
    plain = secret.isascii() and secret.isprintable() and " " not in secret
    if not plain or len(secret) < _LEAST_LENGTH:
        raise UsageError(
            "holds characters that no key has, such as a space or a line break"
            if not plain
            else "is too short to be a key",
            where=variable,
            hint="copy the key again",
        )
    return Key(variable, secret, header)
