"""What the environment says of proxies and certificates is refused by the name of its variable."""

from __future__ import annotations

import os

import pytest

from bot.runtime.network import network_fault


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NO_PROXY", "localhost,127.0.0.1,[::1]"),
        ("no_proxy", "[fe80::1]"),
        ("ALL_PROXY", "socks://127.0.0.1:1080"),
        ("HTTPS_PROXY", "ftp://127.0.0.1:21"),
        ("http_proxy", "http://[::1"),
        ("SSL_CERT_FILE", "/no/such.pem"),
    ],
)
def test_the_variable_at_fault_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(
        "HTTPS_PROXY" if name != "HTTPS_PROXY" else "HTTP_PROXY", "http://127.0.0.1:9"
    )
    monkeypatch.setenv(name, value)
    assert network_fault().startswith(f"{name}: no connection can be made ready with it (")
    assert os.environ[name] == value


@pytest.mark.parametrize("value", ["localhost,127.0.0.1,::1", "*", "", ".example.org"])
def test_what_is_understood_is_no_fault(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("NO_PROXY", value)
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert network_fault() == ""
