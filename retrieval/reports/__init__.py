"""From the characters of a seed file to a `Report`.

lines → furniture set aside → title block → broken lines joined → headings and their levels →
paragraphs → sentences and run-in headings → report
"""

from retrieval.reports.parser import read_report

__all__ = ["read_report"]
