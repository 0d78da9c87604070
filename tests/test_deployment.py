"""The files for deployment name what there is: settings, extras, files, ports."""

from __future__ import annotations

import configparser
import importlib.util
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from tests.conftest import ROOT
from tests.processes import run

yaml = pytest.importorskip("yaml", reason="needs the extra `test`")

SETTINGS = {name.upper() for name in Settings.model_fields}
# Of other programs: caches of the platform and of matplotlib, pip, Python itself, PostgreSQL, Caddy.
OTHERS = {
    "XDG_CACHE_HOME", "PIP_INDEX_URL", "MPLCONFIGDIR", "PYTHONDONTWRITEBYTECODE", "PATH", "POSTGRES_USER",
    "MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_",
    "POSTGRES_DB", "POSTGRES_PASSWORD", "SITE_ADDRESS",
}  # fmt: skip
COMPOSE = (ROOT / "compose.yaml", ROOT / "deploy" / "compose.single.yaml")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def services(file: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))["services"]
    return found


def unit() -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ROOT / "deploy" / "ask-the-report.service", encoding="utf-8")
    return parser


@pytest.mark.parametrize("file", COMPOSE, ids=lambda file: file.name)
def test_compose_sets_what_is_a_setting(file: Path) -> None:
    for service in services(file).values():
        assert set(service.get("environment", {})) <= SETTINGS | OTHERS


@pytest.mark.parametrize("file", COMPOSE, ids=lambda file: file.name)
def test_bots_have_as_few_rights_as_may_be(file: Path) -> None:
    bots = [each for name, each in services(file).items() if name.startswith("bot")]
    assert bots
    for bot in bots:
        assert bot["read_only"] is True
        assert bot["cap_drop"] == ["ALL"]
        assert bot["security_opt"] == ["no-new-privileges:true"]


def test_the_replicas_share_journal_limits_and_words() -> None:
    found = services(COMPOSE[0])
    bots = [each for name, each in found.items() if name.startswith("bot")]
    assert len(bots) == 2
    for bot in bots:
        assert bot["environment"]["DATABASE_URL"].startswith("postgresql+psycopg://")
        assert bot["environment"]["RATE_LIMIT_STORAGE"].startswith("redis://")
        assert "seeds:/srv/seeds" in bot["volumes"]
        assert {"postgresql", "redis"} <= set(found) & set(bot["depends_on"])


def test_the_image_sets_what_is_a_setting_and_has_extras_that_there_are() -> None:
    declared = re.search(r"^ENV ((?:.*\\\n)*.*)$", DOCKERFILE, re.MULTILINE)
    assert declared
    assert set(re.findall(r"([A-Z_]+)=", declared.group(1))) <= SETTINGS | OTHERS
    wanted = dict(re.findall(r"install\.sh (\w+) '([a-z,-]+)'", DOCKERFILE))
    assert wanted.keys() == {"full", "slim"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    full, slim = (set(wanted[target].split(",")) for target in ("full", "slim"))
    assert slim < full <= set(project["optional-dependencies"])


def test_what_the_image_copies_is_there_and_let_through() -> None:
    through = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE):
        *sources, _ = [piece for piece in line.split() if not piece.startswith("--")]
        for source in sources:
            if source == "requirements-*.loc[k]":  # a pattern: the image does without such a file
                assert "!requirements-*.lock" in through
                continue
            assert (ROOT / source).exists(), source
            assert f"!{source}" in through, source


def test_the_image_runs_as_nobody_in_particular() -> None:
    stages = dict(re.findall(r"^FROM (\S+ AS \S+)\n(.*?)(?=^FROM |\Z)", DOCKERFILE, re.M | re.S))
    for target in ("runtime AS slim", "runtime AS full"):
        assert re.search(r"^USER [1-9][0-9]+$", stages[target], re.MULTILINE)
    assert "HEALTHCHECK" in stages["${BASE} AS runtime"]
    assert list(stages)[-1] == "runtime AS full"  # what is built unless a target is named


def test_the_proxy_hides_what_is_for_whoever_runs_it() -> None:
    proxy = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    shown = re.search(r"@pages path (.+)", proxy)
    assert shown
    assert set(shown.group(1).split()) == {
        "/", "/ask", "/figures", "/rate", "/privacy", "/api/*", "/robots.txt", "/sitemap.xml",
        "/admin", "/admin/*", "/reports", "/reports/*", "/static/*",
    }  # fmt: skip
    # Three ways through: updates, pages, and what the bot says of all else.
    assert re.findall(r"^\thandle (.*){$", proxy, re.MULTILINE) == ["/telegram/* ", "@pages ", ""]
    assert re.search(r"handle {\n\s+rewrite \* /not-there\n", proxy)
    assert re.search(r"request delete", proxy)
    for name in re.findall(r"(\S+):8080", proxy):
        assert name in services(COMPOSE[0])


def test_the_unit_starts_what_there_is() -> None:
    service = unit()["Service"]
    for line in ("ExecStart", "ExecStartPre"):
        module = re.search(r"-m (\S+)", service[line])
        assert module
        assert importlib.util.find_spec(module.group(1)) is not None
    lines = (ROOT / "deploy" / "ask-the-report.service").read_text(encoding="utf-8")
    names = re.findall(r"^Environment=([A-Z_]+)=", lines, re.MULTILINE)
    assert len(names) > 1
    assert set(names) <= SETTINGS | OTHERS
    assert service["RestartPreventExitStatus"] == "2"


def test_the_page_names_files_and_settings_that_there_are() -> None:
    for name in re.findall(r"`((?:deploy|docs|seeds|tests)/[\w./-]+)`", PAGE):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"`([A-Z]+_[A-Z_]+)(?:=[^`]*)?`", PAGE):
        assert name in SETTINGS | OTHERS, name


def test_the_page_gives_commands_that_there_are() -> None:
    from bot.__main__ import app

    known = {
        each.name or each.callback.__name__ for each in app.registered_commands if each.callback
    }
    for name in re.findall(r"python -m bot ([a-z]+)", PAGE):
        assert name in known, name


def test_replicas_do_not_start_without_what_they_share() -> None:
    for bot in ("bot-1", "bot-2"):
        environment = services(COMPOSE[0])[bot]["environment"]
        for name in ("WEBHOOK_URL", "WEBHOOK_SECRET", "JOURNAL_SECRET"):
            assert environment[name].startswith(f"${{{name}:?")
    assert services(COMPOSE[1])["bot"]["environment"]["WEBHOOK_URL"] == ""


def test_one_container_and_several_do_not_share_a_volume_for_their_journals() -> None:
    one, several = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in COMPOSE[::-1])
    assert set(one["volumes"]) & set(several["volumes"]) == {"seeds"}


@pytest.mark.parametrize(("port", "status"), [("", 0), ("1", 1)])
def test_the_health_check_holds_without_a_web_side_and_fails_with_a_dead_one(
    tmp_path: Path, port: str, status: int
) -> None:
    check = str(ROOT / "deploy" / "healthcheck.py")
    assert run(check, home=tmp_path, WEB_PORT=port).returncode == status
