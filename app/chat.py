"""The public chat: a conversation on the left, the evidence for its answers on the right (Gradio's one door).

The page keeps what it needs of a conversation in the session's memory only; nothing is written or logged.
Everything that is shown comes as `Markup` from `reply` and `evidence`, which escape whatever was read or asked.
`gr.HTML` inserts its value unchanged and lets scripts in it run: give it nothing else. Its templates must stay
`${value}`; Gradio compiles `{{value}}` into a JavaScript template literal, so that a `${…}` in it would be code.
"""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read by Gradio when it is imported
os.environ["HF_HUB_OFFLINE"] = "1"

import gradio as gr
from fastapi import FastAPI

from nianbao.app import evidence, reply
from nianbao.app.answer import Answer
from nianbao.app.limits import LONGEST_QUESTION, too_long
from nianbao.app.markup import Markup, tag
from nianbao.app.ports import Ask, ReportOf
from nianbao.app.workers import Workers
from nianbao.ingest.errors import NianbaoError, ServerBusy

logger = logging.getLogger(__name__)

KEPT_TURNS = 20
"""Turns of a conversation that are kept, shown and used to understand a follow-up."""
SESSIONS = 200
"""Conversations kept in memory at once; the least recently used is forgotten first."""

Message = dict[str, Any]

_NO_EVIDENCE = "回答的出处会显示在这里：原表、所引之格、合计核对和原件页面。"


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer; `answer` is None where there was none, and `reply` says why."""

    number: int
    question: str
    reply: Markup
    answer: Answer | None = None


Turns = tuple[Turn, ...]


def build(ask: Ask, report_of: ReportOf, workers: Workers, *, header: Markup, examples: Sequence[str]) -> gr.Blocks:
    """The chat page.

    Args:
        ask: answers; called in a worker thread.
        report_of: the report of an id, to show evidence from.
        workers: the threads that questions are answered in.
        header: the page's head, made by `page.header`.
        examples: questions to start with.
    """
    page: gr.Blocks
    with gr.Blocks(
        title="年报 · 政府信息公开工作年度报告问答",
        analytics_enabled=False,
        delete_cache=(3600, 3600),
        fill_width=True,
        fill_height=True,
    ) as page:
        gr.HTML(header, elem_id="head", apply_default_css=False)
        turns = gr.State((), time_to_live=3600)
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=3, min_width=0, elem_id="talk"):
                chatbot = gr.Chatbot(
                    elem_id="chat",
                    label="对话",
                    show_label=False,
                    sanitize_html=True,
                    allow_tags=False,
                    latex_delimiters=[],
                    feedback_options=None,
                    buttons=[],
                    layout="bubble",
                    height=None,
                    allow_file_downloads=False,
                    placeholder=_welcome(examples=bool(examples)),
                    examples=[{"text": question} for question in examples],
                )
                box = gr.Textbox(
                    elem_id="ask",
                    label="问题",
                    show_label=False,
                    placeholder="请输入问题（请勿填写个人信息）",
                    max_length=LONGEST_QUESTION,
                    lines=1,
                    max_lines=4,
                    submit_btn="提问",
                    autofocus=True,
                )
            with gr.Column(scale=2, min_width=0, elem_id="side"):
                panel = gr.HTML(
                    evidence.empty(_NO_EVIDENCE),
                    elem_id="evidence",
                    apply_default_css=False,
                    js_on_load="window.nianbao && window.nianbao.evidence(element, trigger, watch)",
                )

        async def answered(question: str, before: Turns, done: Any) -> AsyncIterator[tuple[Any, ...]]:
            question = question.strip()
            if not question:
                yield _idle(), gr.skip(), gr.skip(), before
                return
            yield _busy(), _messages(before, (_question(question), _notice("正在查阅年报…", "wait"))), gr.skip(), before
            held = cache(report_of)  # one answer asks for the same reports many times
            # Awaited, so that a stop takes effect at once; the thread runs out unheard.
            try:
                turn, side = await workers.run(_turn, ask, held, question, before)
            except ServerBusy as error:
                turn, side = Turn(_next(before), question, _refusal(str(error))), None
            after = (*before, turn)[-KEPT_TURNS:]
            yield (done if turn.answer else _idle()), _messages(after), side or gr.skip(), after

        async def asked(question: str, before: Turns) -> AsyncIterator[tuple[Any, ...]]:
            async for step in answered(question, before, _sent()):
                yield step

        async def chosen(before: Turns, event: gr.SelectData) -> AsyncIterator[tuple[Any, ...]]:
            value = event.value
            async for step in answered(str(value["text"] if isinstance(value, dict) else value), before, _idle()):
                yield step

        def looked_back(before: Turns, event: gr.EventData) -> Any:
            wanted = getattr(event, "turn", None)
            for turn in before:
                if turn.number == wanted and turn.answer:
                    return evidence.panel(turn.answer, turn.number, cache(report_of))
            return gr.skip()

        def stopped(before: Turns) -> tuple[Any, ...]:
            return _idle(), _messages(before)

        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        shown = [box, chatbot, panel, turns]
        running = [
            box.submit(asked, [box, turns], shown, **quiet),
            chatbot.example_select(chosen, [turns], shown, **quiet),
            chatbot.option_select(chosen, [turns], shown, **quiet),
        ]
        box.stop(stopped, [turns], [box, chatbot], cancels=[*running], **quiet)
        panel.select(looked_back, [turns], [panel], **quiet)
        chatbot.clear(lambda: ((), evidence.empty(_NO_EVIDENCE)), None, [turns, panel], **quiet)
    page.queue(default_concurrency_limit=8, max_size=200, api_open=False)
    page.state_session_capacity = SESSIONS
    return page


def _turn(ask: Ask, report_of: ReportOf, question: str, before: Turns) -> tuple[Turn, Markup | None]:
    """Answer a question: the turn, and its evidence where there is an answer."""
    number = _next(before)
    if (complaint := too_long(question)) is not None:
        return Turn(number, question[:LONGEST_QUESTION] + "…", _refusal(complaint)), None
    try:
        answer = ask(question, [turn.question for turn in before])
        side = evidence.panel(answer, number, report_of)
        return Turn(number, question, reply.message(answer, number, report_of), answer), side
    except NianbaoError as error:
        return Turn(number, question, _refusal(str(error))), None
    except Exception:
        # Gradio's `failure` event cannot tell an error from a stop. The question is not logged.
        logger.exception("a question could not be answered")
        return Turn(number, question, _refusal("系统出错，请稍后再试。")), None


def _next(before: Turns) -> int:
    """The number of the turn after these."""
    return before[-1].number + 1 if before else 1


def _refusal(words: str) -> Markup:
    return tag("div", tag("p", words, class_="why"), class_="answer refused")


def _messages(turns: Turns, more: tuple[Message, ...] = ()) -> list[Message]:
    """The conversation as Gradio's messages; only the newest answer offers questions to click."""
    messages: list[Message] = []
    for turn in turns:
        messages += [_question(turn.question), {"role": "assistant", "content": str(turn.reply)}]
    if more:
        return [*messages, *more]
    if turns and turns[-1].answer and (offered := reply.options(turns[-1].answer)):
        messages[-1]["options"] = [{"value": question, "label": question} for question in offered]
    return messages


def _question(question: str) -> Message:
    return {"role": "user", "content": str(tag("div", question, class_="question"))}


def _notice(words: str, kind: str) -> Message:
    return {"role": "assistant", "content": str(tag("div", tag("p", words, class_=kind), class_="answer"))}


def _busy() -> Any:
    """What was typed stays until it is answered: after an error or a stop it can be sent again."""
    return gr.update(submit_btn=False, stop_btn="停止")


def _idle() -> Any:
    return gr.update(submit_btn="提问", stop_btn=False)


def _sent() -> Any:
    return gr.update(value="", submit_btn="提问", stop_btn=False)


def _welcome(*, examples: bool) -> Markup:
    return tag(
        "div",
        tag("p", "问年报里的数字和文字", class_="welcome-title"),
        tag("p", "每个数字都标出它在原表中的位置，并核对表内合计；找不到的，会直接说明。"),
        tag("p", "可以这样问", class_="welcome-try") if examples else None,
        class_="welcome",
    )


def mount(app: FastAPI, blocks: gr.Blocks) -> None:
    """Serve the page at `/` of `app`, after the addresses that `app` already has."""
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        max_file_size="1mb",
        enable_monitoring=False,
        theme=_theme(),
    )


def _theme() -> gr.themes.Base:
    """Gradio's plainest theme in the system's own fonts: nothing is fetched; `static/chat.css` does the rest."""
    fonts = ["system-ui", "-apple-system", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]
    mono = ["ui-monospace", "Consolas", "monospace"]
    return gr.themes.Base(primary_hue="blue", neutral_hue="slate", font=fonts, font_mono=mono)
