"""What a repository's host does with this project: checks, releases, images, issues."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT

yaml = pytest.importorskip("yaml", reason="needs the extra `test`")

GITHUB = ROOT / ".github"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def steps(file: str) -> list[dict[str, Any]]:
    workflow = yaml.safe_load((GITHUB / "workflows" / file).read_text(encoding="utf-8"))
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "deploy" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("file", ["check.yml", "release.yml"])
def test_the_workflows_run_what_a_change_has_to_pass(file: str) -> None:
    assert "bash .ci/run" in [step.get("run") for step in steps(file)]
    assert (ROOT / ".ci" / "run").is_file()
    for step in steps(file):
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w-]+@(v\d+\.\d+\.\d+|[0-9a-f]{40})", step["uses"]), step


def test_a_release_builds_the_targets_that_there_are() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    jobs = yaml.safe_load((GITHUB / "workflows" / "release.yml").read_text("utf-8"))["jobs"]
    targets = [each["target"] for each in jobs["image"]["strategy"]["matrix"]["include"]]
    assert sorted(targets) == ["full", "slim"]
    assert all(f" AS {target}\n" in dockerfile for target in targets)
    assert all(jobs[job]["needs"] == "check" for job in ("image", "release"))


def test_the_version_has_its_section_in_the_changelog() -> None:
    notes = script("release_notes").notes
    assert notes(f"v{VERSION}").startswith("### ")
    with pytest.raises(ValueError, match="is not v"):
        notes("v0.0.1")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (.+?)(?: \(\d{4}-\d\d-\d\d\))?$", changelog, re.MULTILINE)
    assert versions[:2] == ["Unreleased", VERSION]


def test_packages_are_locked_by_hash_and_without_an_address() -> None:
    made = script("lock")
    assert made.extras_of("slim").split(",") == ["fast", "web"]

    def package(name: str, version: str, digest: str) -> dict[str, Any]:
        found = {
            "url": "https://index.example/x.whl",
            "archive_info": {"hashes": {"sha256": digest}},
        }
        return {"metadata": {"name": name, "version": version}, "download_info": found}

    own = {"metadata": {"name": "ask-the-report", "version": VERSION}, "download_info": {}}
    report = {"install": [package("Jinja2", "3.1", "ab"), own, package("anyio", "4", "cd")]}
    assert made.locked(report, "ask-the-report") == [
        "anyio==4 --hash=sha256:cd",
        "jinja2==3.1 --hash=sha256:ab",
    ]


@pytest.mark.parametrize(
    "file", sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")), ids=lambda f: f.name
)
def test_the_forms_for_issues_are_in_both_languages(file: Path) -> None:
    form = yaml.safe_load(file.read_text(encoding="utf-8"))
    if file.name == "config.yml":
        return
    labels = [each["attributes"].get("label") for each in form["body"]]
    texts = [form["name"], form["description"], *filter(None, labels)]
    for text in texts:
        assert re.search("[a-z]", text), text
        assert re.search("[\u4e00-\u9fff]", text), text
    ids = [each["id"] for each in form["body"] if each["type"] != "markdown"]
    assert len(ids) == len(set(ids)) > 0
