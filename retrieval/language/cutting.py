"""Cutting text into words: jieba itself, or rjieba, which cuts the same fifteen times as fast.

`SEGMENTER` says which (`jieba` unless set; `rjieba` comes with the extra `fast`).  With jieba's HMM
off both give the same words, so that indexes made with one serve with the other.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterable
from typing import Any

from retrieval.errors import WordsError

with warnings.catch_warnings():
    # jieba 0.42.1 holds invalid escapes (SyntaxWarning from Python 3.12 on).
    warnings.simplefilter("ignore")
    # Without pkg_resources it opens its files itself; importing that takes longer than all else.
    sys.modules.setdefault("pkg_resources", None)  # type: ignore[arg-type]
    import jieba

    if sys.modules["pkg_resources"] is None:
        del sys.modules["pkg_resources"]

__all__ = ["Cut", "Cutter", "cutter_of", "jieba"]

# A word with the offsets of its first character and behind its last.
Cut = tuple[str, int, int]
Cutter = Callable[[str], Iterable[Cut]]

_SETTING = "SEGMENTER"
_MODE = "search"


def cutter_of(tokenizer: Any, taught: Iterable[str]) -> Cutter:
    """What cuts as `tokenizer`, a `jieba.Tokenizer`, does that was `taught` these words.

    Raises WordsError where the setting cannot be followed.
    """
    chosen = os.environ.get(_SETTING) or "jieba"
    if chosen == "jieba":
        return lambda text: tokenizer.tokenize(text, mode=_MODE, HMM=False)
    if chosen != "rjieba":
        message = f"{_SETTING} has to be jieba or rjieba, not {chosen!r}"
        raise WordsError(message)
    try:
        import rjieba  # the extra `fast`
    except ImportError as error:
        message = f"{_SETTING}=rjieba needs the extra `fast`: python -m pip install '.[fast]'"
        raise WordsError(message) from error
    # One of its own, taught before anyone cuts: teaching it while another thread cuts raises.
    fast = rjieba.Jieba()
    for word in taught:
        fast.add_word(word, tokenizer.FREQ.get(word), None)
    return lambda text: fast.tokenize(text, mode=_MODE, hmm=False)
