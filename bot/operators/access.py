"""Access to the admin pages: the token, one-time links, sessions, and what proves a form.

Needs the extra `web`.  Nothing is kept in memory but which links were used, so that every replica
knows a session that another one has opened.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from itsdangerous import BadData, Signer, URLSafeTimedSerializer

from bot.journal import Journal, JournalError
from bot.operators.audit import OperatorRecords, actor_of

__all__ = ["LINK_MINUTES", "SESSION_SECONDS", "Access", "Session"]

LINK_MINUTES = 10
"""Minutes in which a one-time link can be used: long enough to find a browser."""
SESSION_SECONDS = 8 * 3600
"""Seconds of a session: a working day."""

# Bytes of what names a session or a link: nobody guesses it.
_NONCE = 16
# The audit's words for a session that begins, and events among which a used link is looked for.
_ENTER = "enter"
_LOOKED_BACK = 500
# The actor in the audit where ADMIN_TOKEN led in, which several people may know.
_BY_WORD = "web"


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, as the audit names them, and what names the session."""

    actor: str
    nonce: str


class Access:
    """Who may use the admin pages."""

    def __init__(
        self,
        journal: Journal,
        key: str,
        *,
        token: str = "",
        operators: Collection[int] = (),
        url: str = "",
    ) -> None:
        """`key`: what replicas have in common and nobody else knows; `token`: ADMIN_TOKEN, empty
        where only links lead in; `operators`: the Telegram ids of those who get links; `url`: the
        base of the web side in links."""
        secret = hashlib.blake2b(f"{key}\0{token}".encode()).hexdigest()
        self._journal = journal
        self._records = OperatorRecords(journal)
        self._token = token
        self._actors = {actor_of(each) for each in operators}
        self._links = URLSafeTimedSerializer(secret, salt="link")
        self._sessions = URLSafeTimedSerializer(secret, salt="session")
        self._forms = Signer(secret, salt="form")
        self._used: set[str] = set()
        self._entering = asyncio.Lock()
        self.url = url.rstrip("/")
        """The base of the web side as operators reach it; empty where it is not known."""

    @property
    def has_token(self) -> bool:
        """Whether a token leads in."""
        return bool(self._token)

    def link(self, user: int) -> str:
        """A link that lets the operator with the Telegram id `user` in, once, for ten minutes."""
        signed = self._links.dumps([actor_of(user), secrets.token_urlsafe(_NONCE)])
        return f"{self.url}/admin/enter?t={signed}"

    def is_fresh(self, link: str) -> bool:
        """Whether `link` was made here within ten minutes; it may have been used."""
        return self._read(self._links, link, LINK_MINUTES * 60) is not None

    async def enter(self, link: str) -> str | None:
        """The session that `link` opens; None where it is too old, or was used."""
        found = self._read(self._links, link, LINK_MINUTES * 60)
        if found is None:
            return None
        async with self._entering:
            if found.nonce in self._used or await self._was_used(found.nonce):
                return None
            self._used.add(found.nonce)
            await self._records.audit(found.actor, _ENTER, found.nonce)
        return self._opened(found.actor)

    async def _was_used(self, nonce: str) -> bool:
        """Whether another replica, or this one before its start, has let someone in by it."""
        try:
            events = await self._journal.audit_events(_ENTER, limit=_LOOKED_BACK)
        except JournalError:
            return False
        return any(each.detail == nonce for each in events)

    async def enter_by_token(self, token: str) -> str | None:
        """The session that ADMIN_TOKEN opens; None where `token` is another."""
        if not self._token or not hmac.compare_digest(token.encode(), self._token.encode()):
            return None
        await self._records.audit(_BY_WORD, _ENTER)
        return self._opened(_BY_WORD)

    def _opened(self, actor: str) -> str:
        return self._sessions.dumps([actor, secrets.token_urlsafe(_NONCE)])

    def session(self, cookie: str) -> Session | None:
        """The session of `cookie`; None where it is none of ours, too old, or its operator is none
        any more."""
        found = self._read(self._sessions, cookie, SESSION_SECONDS)
        if found is None:
            return None
        allowed = found.actor in self._actors or (found.actor == _BY_WORD and self.has_token)
        return found if allowed else None

    def form_token(self, session: Session) -> str:
        """What a form of `session` sends along, which no other page can know."""
        return self._forms.get_signature(session.nonce).decode()

    def proves(self, session: Session, form_token: str) -> bool:
        """Whether a form with `form_token` is one of `session`."""
        return self._forms.verify_signature(session.nonce, form_token)

    @staticmethod
    def _read(serializer: URLSafeTimedSerializer, text: str, seconds: int) -> Session | None:
        try:
            actor, nonce = serializer.loads(text, max_age=seconds)
        except (BadData, ValueError, TypeError):
            return None
        return Session(str(actor), str(nonce))
