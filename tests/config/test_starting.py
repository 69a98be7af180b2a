"""The file that `init` writes loads as it is."""

from __future__ import annotations

import pytest

from config.starting import starting_file
from tests.config.conftest import Load


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"email": "data@example.org"},
        {"email": "data@example.org", "smtp": "smtp.example.org:587"},
        {"email": "o'neil+#1@example.org", "smtp": "smtp.example.org", "user": "no: #body"},
        {
            "email": "a@example.org",
            "smtp": "localhost:2525",
            "sender": "The Watch <w@example.org>",
            "tls": False,
        },
    ],
)
def test_it_loads_without_a_mistake(options: dict[str, object], settings_of: Load) -> None:
    text = starting_file(["us-ma-boston", "us-il"], **options)  # type: ignore[arg-type] # a table of options
    settings = settings_of(text, {"SMTP_PASSWORD": "pw"})
    assert settings.places == ("us-ma-boston", "us-il")
    assert len(text.splitlines()) <= 20
    assert settings.contact == options.get("email")
    assert bool(settings.receivers) == ("smtp" in options)
    if settings.mail:
        assert settings.mail.user == options.get("user")
        assert settings.operator == "me"


@pytest.mark.parametrize(
    "options",
    [{"email": "no address"}, {"email": "a@b.org", "smtp": "smtp.example.org:0"}, {"email": "a@b.org\n"}],
)
def test_it_refuses_what_would_not_load(options: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="expected"):
        starting_file(["us"], **options)  # type: ignore[arg-type] # a table of options
