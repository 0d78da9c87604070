"""Rows as JSON lines that become gold questions once somebody has looked at them."""

from __future__ import annotations

import datetime
import json
from collections.abc import AsyncIterator

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.journal.schema import questions
from retrieval import Outcome

__all__ = ["export"]

# Characters of a row's id in the id of its gold question: few enough to be read out.
_ID_LENGTH = 8
# Rows that the database sends at a time.
_BATCH = 500


async def export(connection: AsyncConnection, since: datetime.datetime) -> AsyncIterator[str]:
    """One JSON object a line, without the line's end, for each wording asked since `since` (aware).

    They are as `retrieval evaluate` reads them, but for `answers` of answerable ones, which are
    empty: to be filled with words of the paragraph that is named.  `answerable` is what the bot
    made of it, `outcome` and `feedback` tell how, and are passed over when gold is read.  Of
    questions in the same words the latest stands for all.
    """
    seen: set[str] = set()
    query = (
        select(questions)
        .where(questions.c.time >= since, questions.c.text.is_not(None), questions.c.text != "")
        .order_by(questions.c.time.desc(), questions.c.id)
    )
    result = await connection.stream(query.execution_options(yield_per=_BATCH))
    async for row in result:
        if row.text not in seen:
            seen.add(row.text)
            yield json.dumps(_gold(row), ensure_ascii=False)


def _gold(row: Row[tuple[object, ...]]) -> dict[str, object]:
    answerable = row.outcome == Outcome.ANSWERED
    return {
        "id": f"JRN-{row.id.hex[:_ID_LENGTH]}",
        "question": row.text,
        "kind": "colloquial" if answerable else "oos",
        "answers": [],
        "answerable": answerable,
        "outcome": row.outcome,
        "report": row.report,
        "paragraph": row.paragraph,
        "feedback": row.feedback,
    }
