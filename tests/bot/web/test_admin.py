"""The admin pages over real HTTP: who gets in, what a form has to prove, what is done."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from bot.conversation.conversation import Conversation
from bot.journal import Channel, Entry, Journal
from bot.operators.access import Access
from bot.operators.service import OperatorService
from bot.runtime.library import LiveLibrary
from bot.web import Admin, WebServer, build_web
from bot.wording.admin import ADMIN, DONE
from retrieval import load
from tests.bot.journal.kit import written
from tests.bot.web.conftest import CRAFTED

LET_IN = "a-long-enough-token-for-tests"
OPERATOR = 99
NAME = "某某市2024年.txt"
ASKED = "新增了多少幼儿园学位"
PAGES = ("", "/reports", "/questions", "/phrasings", "/lexicon", "/audit")


@dataclass
class Office:
    """The web side of an office, its folder, and a client."""

    client: httpx.AsyncClient
    access: Access
    journal: Journal
    seeds: Path

    async def page(self, path: str) -> str:
        response = await self.client.get(f"/admin{path}")
        assert response.status_code == 200, (path, response.status_code)
        return response.text

    async def send(self, path: str, **fields: str) -> httpx.Response:
        """What a form of the first page would send."""
        proof = re.search('name="proof" value="([^"]+)"', await self.page("/lexicon"))
        assert proof
        return await self.client.post(f"/admin{path}", data={"proof": proof[1], **fields})

    async def log_in(self) -> Office:
        response = await self.client.post("/admin/login", data={"token": LET_IN})
        assert response.status_code == 303
        return self

    def actions(self, events: tuple[object, ...]) -> list[str]:
        return [getattr(each, "action", "") for each in events]


@contextlib.asynccontextmanager
async def office(
    folder: Path, token: str = LET_IN, operators: tuple[int, ...] = (OPERATOR,)
) -> AsyncIterator[Office]:
    """An office with one report of its own."""
    (folder / NAME).write_text(CRAFTED, encoding="utf-8")
    journal = Journal("sqlite:///journal.db")
    await journal.open()
    live = LiveLibrary(Conversation(load(folder)), folder)
    service = OperatorService(live, journal, operators)
    access = Access(journal, "key", token=token, operators=operators, url="http://office.test")
    app = build_web(lambda: live.library, dict, admin=Admin(service, access))
    server = WebServer(app, "127.0.0.1", 0)
    await server.start()
    base = f"http://127.0.0.1:{server.port}"
    try:
        async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=60) as client:
            yield Office(client, access, journal, folder)
    finally:
        await server.stop()
        await journal.close()


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    folder = tmp_path / "seeds"
    folder.mkdir()
    async with office(folder) as found:
        yield found


async def asked(journal: Journal, *questions: str, outcome: str = "not_in_report") -> None:
    for user, question in enumerate(questions):
        entry = Entry(Channel.PRIVATE, outcome, 1.0, question=question, user=user)
        await written(journal, entry)


class TestGate:
    async def test_without_a_session_every_page_leads_to_the_entrance(self, desk: Office) -> None:
        for path in (*PAGES, "/report?id=x", "/question?q=x"):
            response = await desk.client.get(f"/admin{path}")
            assert response.status_code == 303
            assert response.headers["location"].endswith("admin/login")
        for path in ("/mark", "/try", "/keep", "/undo", "/upload", "/incoming", "/logout"):
            response = await desk.client.post(f"/admin{path}", data={"proof": "x"})
            assert response.headers["location"].endswith("admin/login"), path

    async def test_without_admin_there_are_no_pages(self, tmp_path: Path) -> None:
        (tmp_path / NAME).write_text(CRAFTED, encoding="utf-8")
        library = load(tmp_path)
        server = WebServer(build_web(lambda: library, dict), "127.0.0.1", 0)
        await server.start()
        try:
            base = f"http://127.0.0.1:{server.port}"
            async with httpx.AsyncClient(base_url=base, trust_env=False, timeout=60) as client:
                assert (await client.get("/admin")).status_code == 404
        finally:
            await server.stop()

    async def test_the_token_leads_in_and_out_again(self, desk: Office) -> None:
        await desk.log_in()
        for path in PAGES:
            assert ADMIN["log_out"] in await desk.page(path)
        assert (await desk.send("/logout")).status_code == 303
        assert (await desk.client.get("/admin")).status_code == 303

    async def test_a_wrong_token_does_not_and_may_not_be_tried_for_ever(self, desk: Office) -> None:
        for _ in range(10):
            response = await desk.client.post("/admin/login", data={"token": "wrong"})
            assert response.status_code == 403
            assert "set-cookie" not in response.headers
        response = await desk.client.post("/admin/login", data={"token": LET_IN})
        assert response.status_code == 429

    async def test_the_cookie_is_for_this_site_and_for_no_script(self, desk: Office) -> None:
        response = await desk.client.post("/admin/login", data={"token": LET_IN})
        cookie = response.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie

    async def test_a_link_leads_in_once(self, desk: Office) -> None:
        link = desk.access.link(OPERATOR).removeprefix("http://office.test")
        secret = link.partition("t=")[2]
        for _ in range(2):  # looking at it does not use it, as messengers do for a preview
            assert (await desk.client.get(link)).status_code == 200
        assert (await desk.client.post("/admin/enter", data={"t": secret})).status_code == 303
        await desk.page("")
        desk.client.cookies.clear()
        assert (await desk.client.post("/admin/enter", data={"t": secret})).status_code == 403
        again = Access(desk.journal, "key", token=LET_IN, operators=(OPERATOR,))  # another replica
        assert await again.enter(secret) is None

    async def test_a_link_of_someone_else_and_an_old_one_lead_nowhere(
        self, desk: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = Access(desk.journal, "another key", token=LET_IN, operators=(OPERATOR,))
        assert not desk.access.is_fresh(other.link(OPERATOR).partition("t=")[2])
        link = desk.access.link(OPERATOR).partition("t=")[2]
        monkeypatch.setattr("bot.operators.access.LINK_MINUTES", -1)
        assert await desk.access.enter(link) is None

    async def test_who_is_no_operator_any_more_is_out(self, desk: Office) -> None:
        cookie = await desk.access.enter(desk.access.link(OPERATOR).partition("t=")[2])
        assert cookie
        assert desk.access.session(cookie)
        changed = Access(desk.journal, "key", token=LET_IN, operators=(100,))
        assert changed.session(cookie) is None

    async def test_a_form_without_proof_does_nothing(self, desk: Office) -> None:
        await desk.log_in()
        for proof in ({}, {"proof": "x"}):
            response = await desk.client.post(
                "/admin/keep", data={**proof, "line": "泊位费 → 学位"}
            )
            assert response.status_code == 403
        assert not (desk.seeds / "own.lexicon.txt").exists()

    async def test_a_form_of_another_site_does_nothing(self, desk: Office) -> None:
        await desk.log_in()
        desk.client.headers["Sec-Fetch-Site"] = "cross-site"
        response = await desk.client.post("/admin/logout", data={"proof": "x"})
        assert response.status_code == 403

    async def test_nothing_is_kept_by_browsers_and_no_script_may_run(self, desk: Office) -> None:
        await desk.log_in()
        for path in (*PAGES, "/login"):
            response = await desk.client.get(f"/admin{path}")
            assert response.headers["cache-control"] == "no-store"
            policy = response.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "script-src" not in policy
            assert "<script" not in response.text


class TestWork:
    async def test_a_question_is_marked_and_counts(self, desk: Office) -> None:
        await asked(desk.journal, ASKED, outcome="answered")
        await desk.log_in()
        assert ASKED in await desk.page("/questions?list=recent")
        response = await desk.send("/mark", q=ASKED, verdict="right", list="recent")
        assert response.headers["location"].endswith("questions?done=marked&list=recent")
        row = json.loads((desk.seeds / "own.gold.jsonl").read_text("utf-8"))
        assert row["question"] == ASKED
        assert "4200" in row["answers"][0]
        assert ADMIN["marks_count"].format(1, 1) in await desk.page("")

    async def test_the_right_sentence_is_chosen_among_those_of_a_paragraph(
        self, desk: Office
    ) -> None:
        await desk.log_in()
        page = await desk.page("/question?q=小孩上学&p=5")
        sentence = re.search(
            'name="start" value="([0-9]+)"><input[^>]*name="end" value="([0-9]+)"', page
        )
        assert sentence
        await desk.send(
            "/mark", q="小孩上学", verdict="sentence", report=NAME,
            start=sentence[1], end=sentence[2],
        )  # fmt: skip
        row = json.loads((desk.seeds / "own.gold.jsonl").read_text("utf-8"))
        assert row["answers"][0] in CRAFTED
        wrong = await desk.send(
            "/mark", q="小孩上学", verdict="sentence", report=NAME, start="1", end="2"
        )
        assert wrong.status_code == 400

    async def test_what_is_out_of_scope_is_hidden(self, desk: Office) -> None:
        await asked(desk.journal, "周杰伦是谁", "周杰伦是哪位")
        await desk.log_in()
        assert "周杰伦是谁" in await desk.page("/questions")
        await desk.send("/mark", q="周杰伦是谁", verdict="outside")
        assert "周杰伦是谁" not in await desk.page("/questions")

    async def test_a_lexicon_line_is_tried_kept_and_undone(self, desk: Office) -> None:
        await desk.log_in()
        tried = await desk.send("/try", line="娃娃名额 → 学位", q="娃娃名额新增多少")
        assert ADMIN["before"] in tried.text
        assert "娃娃名额新增多少" in tried.text
        assert not (desk.seeds / "own.lexicon.txt").exists()
        kept = await desk.send("/keep", line="娃娃名额 → 学位")
        assert kept.headers["location"].endswith("lexicon?done=kept")
        assert DONE["kept"] in await desk.page("/lexicon?done=kept")
        assert "娃娃名额 → 学位" in await desk.page("/lexicon")
        event = re.search('name="event" value="([^"]+)"', await desk.page(""))
        assert event
        assert (await desk.send("/undo", event="x")).headers["location"].endswith("done=nothing")
        assert (await desk.send("/undo", event=event[1])).headers["location"].endswith("=undone")
        assert not (desk.seeds / "own.lexicon.txt").exists()
        audit = await desk.page("/audit")
        assert "撤销" in audit
        assert "娃娃名额 → 学位" in audit

    async def test_a_phrasing_stands_beside_its_sentence(self, desk: Office) -> None:
        await desk.log_in()
        page = await desk.page("/phrasings?only=none")
        sentence = re.search(
            r'name="start" value="([0-9]+)">\s*<input[^>]*name="end" value="([0-9]+)"',
            page[page.index("4200") :],
        )
        assert sentence
        at = {"report": NAME, "start": sentence[1], "end": sentence[2]}
        tried = await desk.send("/try", text="娃娃入园有地儿吗", **at)
        assert "娃娃入园有地儿吗" in tried.text
        await desk.send("/keep", text="娃娃入园有地儿吗", **at)
        assert "娃娃入园有地儿吗" in await desk.page("/phrasings")

    async def test_a_report_is_sent_looked_at_and_put_in(self, desk: Office) -> None:
        await desk.log_in()
        proof = re.search('name="proof" value="([^"]+)"', await desk.page("/reports"))
        assert proof
        content = CRAFTED.replace("某某市", "另一市").encode()
        sent = await desk.client.post(
            "/admin/upload",
            data={"proof": proof[1]},
            files={"file": ("../另一市2024年.txt", content)},
        )
        assert sent.status_code == 200
        assert "另一市政府工作报告" in sent.text
        assert not (desk.seeds / "另一市2024年.txt").exists()
        put = await desk.send("/incoming", name="另一市2024年.txt", keep="1")
        assert put.headers["location"].endswith("reports?done=put-in")
        assert "另一市2024年.txt" in await desk.page("/reports")
        assert ADMIN["outline"] in await desk.page("/report?id=另一市2024年")

    async def test_what_cannot_be_read_is_said_and_not_put_in(self, desk: Office) -> None:
        await desk.log_in()
        proof = re.search('name="proof" value="([^"]+)"', await desk.page("/reports"))
        assert proof
        for name, content in (("x.txt", b""), ("x.exe", b"MZ"), ("noname", b"a"), ("..", b"a")):
            sent = await desk.client.post(
                "/admin/upload", data={"proof": proof[1]}, files={"file": (name, content)}
            )
            assert sent.status_code == 409, name
        gone = await desk.send("/incoming", name="nowhere.txt", keep="1")
        assert gone.status_code == 409
        assert [file.name for file in desk.seeds.iterdir() if not file.name.startswith(".")] == [
            NAME
        ]

    @pytest.mark.parametrize(
        ("path", "fields"),
        [
            ("/try", {"line": "没有箭头"}), ("/keep", {"line": "没有箭头"}),
            ("/try", {"text": "x", "report": "nowhere", "start": "0", "end": "1"}),
        ],
    )  # fmt: skip
    async def test_what_cannot_be_done_is_said(
        self, desk: Office, path: str, fields: dict[str, str]
    ) -> None:
        await desk.log_in()
        response = await desk.send(path, **fields)
        assert response.status_code == 409
        assert ADMIN["fault"] in response.text
        assert "Traceback" not in response.text

    async def test_markup_in_a_question_is_text(self, desk: Office) -> None:
        await asked(desk.journal, "<b>周杰伦</b>是谁&谁")
        await desk.log_in()
        page = await desk.page("/questions")
        assert "<b>周杰伦" not in page
        assert "<b>周杰伦</b>是谁&谁" in unescape(page)
