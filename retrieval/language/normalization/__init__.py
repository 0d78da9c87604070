"""Folding: spellings that mean the same made one, with a map back to the untouched text.

width → script → numerals
"""

from retrieval.language.normalization.folded import Folded
from retrieval.language.normalization.numerals import fold_numerals
from retrieval.language.normalization.script import fold_script
from retrieval.language.normalization.width import fold_width

__all__ = ["Folded", "fold"]


def fold(text: str) -> Folded:
    """`text` as reports spell it: NFKC, lower case, simplified, Arabic numerals that count."""
    return fold_numerals(fold_script(fold_width(text)))
