"""Secrets are named in the file, never written: `env:NAME` or `file:PATH`."""

from __future__ import annotations

import base64
import binascii
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config.settings import Secret
from config.shapes import Notes, Spot

#: Standard Webhooks asks for 24 to 64 random bytes
LEAST_SIGNING_BYTES = 24
#: before the Base64 of a key, as Standard Webhooks writes it
WEBHOOK_PREFIX = "whsec_"
#: far above any key or token; a larger file is the wrong file
MAX_SECRET_BYTES = 64 * 1024

REFERENCE_PATTERN = r"env:[A-Za-z_][A-Za-z0-9_]*|file:.+"
FORMS = "env:NAME or file:PATH"


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a secret is to be found."""

    kind: str  #: env or file
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


def is_reference(text: str) -> bool:
    return text.startswith(("env:", "file:"))


def parse_reference(text: str) -> Reference:
    """Raises ValueError, without the text, for anything that is no reference: it may be the secret itself."""
    kind, _, name = text.partition(":")
    if not re.fullmatch(REFERENCE_PATTERN, text) or not name.isprintable():
        raise ValueError(f"a secret is not written here; say where it is: {FORMS}")
    return Reference(kind, name.strip())


def resolve(reference: Reference, environ: Mapping[str, str], folder: Path) -> str:
    """The secret, without a final newline. Raises ValueError naming the place, never the value."""
    value = _variable(reference.name, environ) if reference.kind == "env" else _file(folder / reference.name)
    if not value.isprintable():
        raise ValueError(f"{reference} holds more than one line, or control characters")
    return value


def _variable(name: str, environ: Mapping[str, str]) -> str:
    value = environ.get(name, "").strip()
    if not value:
        state = "is empty" if name in environ else "is not set"
        raise ValueError(f"the environment variable {name} {state}")
    return value


def _file(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ValueError(f"{path} is not a file")
        with path.open("rb") as file:
            content = file.read(MAX_SECRET_BYTES + 1)
        text = content.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not UTF-8 text") from None
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None
    if len(content) > MAX_SECRET_BYTES:
        raise ValueError(f"{path} is larger than {MAX_SECRET_BYTES // 1024} KiB: not a secret")
    if not text:
        raise ValueError(f"{path} is empty")
    return text


def open_to_others(path: Path) -> bool:
    """Whether other users of the machine may read the file; False where nobody can tell."""
    try:
        return bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    except (OSError, ValueError):
        return False


def signing_key(secret: str) -> bytes:
    """The key that a webhook secret stands for: what is behind `whsec_` in Base64, or the text itself.

    Raises ValueError, without the secret, where nothing can be signed with it.
    """
    if not secret.startswith(WEBHOOK_PREFIX):
        key = secret.strip().encode()
    else:
        text = secret.removeprefix(WEBHOOK_PREFIX)
        try:
            key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
        except (binascii.Error, ValueError):
            raise ValueError("the webhook secret is not Base64 after whsec_") from None
    if not key:
        raise ValueError("the webhook secret is empty")
    return key


def strong_enough(secret: str) -> bool:
    """Whether a webhook can be signed with it: 24 bytes."""
    try:
        return len(signing_key(secret)) >= LEAST_SIGNING_BYTES
    except ValueError:
        return False


class Secrets:
    """Reads the secrets that a configuration names; what cannot be read is a mistake at its key."""

    def __init__(self, environ: Mapping[str, str], folder: Path, notes: Notes, *, resolve: bool) -> None:
        self._environ = environ
        self._folder = folder
        self._notes = notes
        self._resolve = resolve

    def secret(self, reference: Reference | None, at: Spot) -> Secret | None:
        """The secret itself; its reference where the caller asked not to read any; None where it is wrong."""
        if reference is None:
            return None
        if not self._resolve:
            return Secret(str(reference))
        try:
            value = resolve(reference, self._environ, self._folder)
        except ValueError as why:
            self._notes.mistake(at, str(why))
            return None
        path = self._folder / reference.name
        if reference.kind == "file" and open_to_others(path):
            self._notes.warn(f"{at.where}: other users may read {path}; chmod 600 {path}")
        return Secret(value)

    @property
    def resolving(self) -> bool:
        return self._resolve
