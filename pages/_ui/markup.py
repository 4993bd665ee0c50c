"""Small pieces of semantic HTML; text is always escaped on its way in."""

from __future__ import annotations

from html import escape

import streamlit as st


def text(value: str) -> str:
    """`value` made safe inside HTML."""
    return escape(value)


def write(markup: str) -> None:
    """Write trusted markup whose texts went through `text`."""
    st.html(markup)


def heading(title: str, answer: str = "") -> None:
    """The page's heading and, below it, its one answer sentence, announced when it changes."""
    sentence = f'<p class="peta-answer" aria-live="polite">{text(answer)}</p>' if answer else ""
    write(f'<div class="peta-lead"><h1>{text(title)}</h1>{sentence}</div>')


def notice(message: str) -> None:
    """A remark on what is shown, where it is not what was asked for."""
    write(f'<p class="peta-notice" role="status">{text(message)}</p>')


def subheading(title: str, told: str = "", side: str = "") -> None:
    """A heading inside a page and, below it, a sentence that sums up what follows.

    `side` is the letter of a compared area that stands before the heading.
    """
    letter = f'<span class="side-letter side-{side}">{side.upper()}</span> ' if side else ""
    sentence = f'<p class="peta-told">{text(told)}</p>' if told else ""
    write(f'<h2 class="peta-subhead">{letter}{text(title)}</h2>{sentence}')
