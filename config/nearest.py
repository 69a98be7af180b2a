"""The valid name that somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable

#: per cent of likeness below which a guess would only confuse
LIKE_ENOUGH = 70.0


def nearest(name: str, valid: Iterable[str]) -> str | None:
    from rapidfuzz import fuzz, process  # only a mistake pays for this import

    found = process.extractOne(name[:100].lower(), list(valid), scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
    return found[0] if found else None


def did_you_mean(name: str, valid: Iterable[str]) -> str | None:
    """The hint for an unknown name; the whole list where it is short and nothing is near."""
    names = sorted(valid)
    guess = nearest(name, names)
    if guess is not None:
        return f"did you mean {guess}?"
    if 0 < len(names) <= 20:
        return "one of: " + ", ".join(names)
    return None
