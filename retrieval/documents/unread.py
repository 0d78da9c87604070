"""Files and folders that no reader takes, with what to do about each."""

from __future__ import annotations

from pathlib import Path

__all__ = ["why_unread"]

_DOCX = "open it and save it as .docx"
_TEXT = "save the report itself as UTF-8 text (.txt)"
_WAYS_OUT = {
    _DOCX: ".doc .dot .docm .wps .wpt .rtf .odt .pages .ppt .pptx .uot",
    "print it to a PDF with a text layer, or save its text as .txt": ".ofd .ceb .cebx .caj .epub",
    "save the page as HTML only, or its text as .txt": ".mht .mhtml .xml .xhtml .url",
    _TEXT: ".xls .xlsx .et .tsv .json .jsonl",
    "unpack it": ".zip .rar .7z .tar .gz .tgz",
    "recognise its text and save that as .txt": ".jpg .jpeg .png .tif .tiff .bmp .gif .webp",
}
_WAY_OUT = {suffix: way for way, suffixes in _WAYS_OUT.items() for suffix in suffixes.split()}


def why_unread(path: Path) -> str | None:
    """One sentence for operators: `path` is not read, and what to do; None where it is read, or is
    nothing that an operator would take for a report."""
    if path.name.startswith((".", "~$")):
        return None
    if path.is_dir():
        if not any(each.is_file() for each in path.iterdir()):
            return None
        return f"{path} is a folder, and is not read; move the reports in it one folder up"
    way_out = _WAY_OUT.get(path.suffix.lower())
    return f"{path} is not read ({path.suffix.lower()}); {way_out}" if way_out else None
