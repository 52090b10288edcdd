"""The served application without a browser: the API's JSON and problems, page images, headers, what is closed."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest
import websample as sample
from fastapi import FastAPI
from PIL import Image
from starlette.testclient import TestClient

from nianbao.app import page
from nianbao.app.examples import examples
from nianbao.app.guard import Guard
from nianbao.app.limits import LARGEST_BODY, LONGEST_HISTORY, LONGEST_QUESTION, MOST_MARKED
from nianbao.app.web import assemble, create_app, serve
from nianbao.index.library import Library
from nianbao.index.lock import hold
from nianbao.ingest.errors import LibraryLocked, LibraryMissing, NianbaoError
from nianbao.ingest.report import Format

CITY = "云溪市青溪区人民政府"
OFFICE = "云溪市民政局"
RECEIVED = "applications.received.total"
SECRET = "绝密问题不得记录"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    reports = (
        sample.filled(CITY, 2024, sample.BUSY),
        sample.filled(CITY, 2023),
        sample.filled(OFFICE, 2024, kind=Format.HTML),
    )
    with sample.library(tmp_path_factory.mktemp("web") / "library", *reports) as held:
        yield held


@pytest.fixture(scope="module")
def app(library: Library) -> FastAPI:
    return create_app(library, as_of=date(2026, 1, 31))


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def id_of(library: Library, organ: str, year: int) -> str:
    return next(entry.id for entry in library.entries() if (entry.organ, entry.year) == (organ, year))


def is_problem(response, status: int) -> bool:
    body = response.json()
    return (
        response.status_code == status
        and response.headers["content-type"] == "application/problem+json"
        and body["status"] == status
        and re.search("[一-鿿]", body["detail"]) is not None
    )


# ---------------------------------------------------------------- POST ask


def test_a_figure_question_is_answered_with_its_cell(client: TestClient) -> None:
    answer = client.post("/api/v1/ask", json={"question": f"{CITY}2024年新收政府信息公开申请多少件？"}).json()
    assert answer["outcome"] == "answered"
    assert answer["as_of"] == "2026-01-31"
    (figure,) = answer["figures"]
    assert (figure["key"], figure["value"], figure["verdict"]) == (RECEIVED, "21", "sums_agree")
    (citation,) = answer["citations"]
    assert citation["page"] == 3
    assert citation["box"] == [round(side, 1) for side in sample.box("applications", 0, 6)]


def test_the_history_is_what_a_follow_up_is_understood_by(client: TestClient) -> None:
    asked = {"question": "行政许可呢？", "history": [f"{CITY}2024年行政处罚多少件？"]}
    answer = client.post("/api/v1/ask", json=asked).json()
    assert [(figure["key"], figure["value"]) for figure in answer["figures"]] == [
        ("disclosure.licences.decisions", "75")
    ]


def test_every_example_on_the_page_is_answered(client: TestClient, library: Library) -> None:
    offered = examples(library.entries())
    assert len(offered) == 6
    for question in offered:
        answer = client.post("/api/v1/ask", json={"question": question}).json()
        assert (question, answer["outcome"]) == (question, "answered")
        assert answer["citations"]


def test_the_same_question_gives_the_same_bytes(client: TestClient) -> None:
    asked = {"question": f"{CITY}2024年不予公开一共几件？"}
    assert client.post("/api/v1/ask", json=asked).content == client.post("/api/v1/ask", json=asked).content


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": ""},
        {"question": "  \n "},
        {"question": 7},
        {"question": None},
        {"question": "好", "history": "好"},
        {"question": "好", "history": [1]},
        {"question": "问" * (LONGEST_QUESTION + 1)},
        {"question": "好", "history": ["问" * (LONGEST_QUESTION + 1)]},
        {"question": "好", "history": ["好"] * (LONGEST_HISTORY + 1)},
        ["好"],
    ],
)
def test_a_question_that_cannot_be_used_is_a_problem(client: TestClient, body: object) -> None:
    assert is_problem(client.post("/api/v1/ask", json=body), 422)


@pytest.mark.parametrize(("body", "status"), [(b"\xff{", 400), (b"{'question'", 422), (b"", 422), (b"null", 422)])
def test_what_is_no_json_is_a_problem(client: TestClient, body: bytes, status: int) -> None:
    assert is_problem(client.post("/api/v1/ask", content=body, headers={"content-type": "application/json"}), status)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"question": "a" x}', "不是有效的 JSON，第 18 个字符"),
        (b"", "请求体没有给出"),
        (b'["a"]', "请求体应当是一个 JSON 对象"),
        (b"{}", "question 没有给出"),
        (b'{"question": 3}', "question 应当是一段文字"),
        (b'{"question": "a", "history": "b"}', "history 应当是一个列表"),
        (b'{"question": "a", "history": ["b", 1]}', "history 第 2 项 应当是一段文字"),
        (b'{"history": [1]}', "question 没有给出；history 第 1 项 应当是一段文字"),
    ],
)
def test_a_problem_names_the_field_and_what_is_wrong_with_it(client: TestClient, body: bytes, said: str) -> None:
    response = client.post("/api/v1/ask", content=body, headers={"content-type": "application/json"})
    assert is_problem(response, 422)
    assert said in response.json()["detail"]


@pytest.mark.parametrize(
    ("query", "said"),
    [("limit=0", "limit 不能小于 1"), ("limit=1001", "limit 不能大于 1000"), ("offset=x", "offset 应当是一个整数")],
)
def test_a_wrong_query_is_named_too(client: TestClient, query: str, said: str) -> None:
    response = client.get(f"/api/v1/reports?{query}")
    assert is_problem(response, 422)
    assert said in response.json()["detail"]


def test_a_problem_is_short_however_much_is_wrong(client: TestClient) -> None:
    response = client.post("/api/v1/ask", json={"question": "a", "history": [1] * 100_000})
    assert is_problem(response, 422)
    assert len(response.content) < 1000


def test_a_problem_does_not_repeat_what_was_sent(client: TestClient) -> None:
    response = client.post("/api/v1/ask", json={"question": [SECRET]})
    assert is_problem(response, 422)
    assert SECRET not in response.text
    assert "question" in response.json()["detail"]


def test_a_question_at_the_limit_is_taken(client: TestClient) -> None:
    assert client.post("/api/v1/ask", json={"question": "问" * LONGEST_QUESTION}).status_code == 200


def test_questions_are_not_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post("/api/v1/ask", json={"question": SECRET, "history": [SECRET]})
        client.post("/api/v1/ask", json={"question": [SECRET]})
    assert SECRET not in caplog.text


# ---------------------------------------------------------------- reports


def test_the_reports_are_listed_page_by_page(client: TestClient, library: Library) -> None:
    whole = client.get("/api/v1/reports").json()
    assert whole["total"] == len(whole["reports"]) == 3
    assert client.get("/api/v1/reports?limit=1&offset=1").json()["reports"] == whole["reports"][1:2]
    assert {report["id"] for report in whole["reports"]} == {entry.id for entry in library.entries()}
    assert is_problem(client.get("/api/v1/reports?limit=0"), 422)


def test_no_address_tells_where_files_lie_on_the_machine(client: TestClient, library: Library) -> None:
    report = id_of(library, CITY, 2024)
    for address in ("/api/v1/reports", f"/api/v1/reports/{report}"):
        assert str(library.folder) not in client.get(address).text


def test_a_report_is_given_whole(client: TestClient, library: Library) -> None:
    report = client.get(f"/api/v1/reports/{id_of(library, CITY, 2024)}").json()
    assert (report["organ"], report["year"]) == (CITY, 2024)
    assert len(report["cells"]) == 200
    assert next(cell for cell in report["cells"] if cell["key"] == RECEIVED)["value"] == "21"
    assert report["checks"]["fail"] == 1


def test_an_unknown_report_is_a_problem(client: TestClient) -> None:
    assert is_problem(client.get("/api/v1/reports/nowhere"), 404)
    assert is_problem(client.get("/api/v1/reports/nowhere/pages/1.png"), 404)


# ---------------------------------------------------------------- page images


def picture(client: TestClient, address: str) -> Image.Image:
    response = client.get(address)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "image/png"
    return Image.open(io.BytesIO(response.content)).convert("RGB")


def test_the_box_lies_on_the_cell(client: TestClient, library: Library) -> None:
    address = f"/api/v1/reports/{id_of(library, CITY, 2024)}/pages/3.png"
    plain, marked = picture(client, address), picture(client, f"{address}?cell={RECEIVED}")
    scale = plain.width / sample.PAGE[0]
    changed = [
        (x / scale, y / scale)
        for x in range(plain.width)
        for y in range(plain.height)
        if plain.getpixel((x, y)) != marked.getpixel((x, y))
    ]
    left, top, right, bottom = sample.box("applications", 0, 6)
    assert min(x for x, _ in changed) == pytest.approx(left, abs=5)
    assert max(x for x, _ in changed) == pytest.approx(right, abs=5)
    assert min(y for _, y in changed) == pytest.approx(top, abs=5)
    assert max(y for _, y in changed) == pytest.approx(bottom, abs=5)


def test_a_cell_of_another_page_is_not_boxed(client: TestClient, library: Library) -> None:
    address = f"/api/v1/reports/{id_of(library, CITY, 2024)}/pages/1.png"
    assert client.get(address).content == client.get(f"{address}?cell={RECEIVED}").content


@pytest.mark.parametrize(
    ("rest", "status"),
    [
        ("0.png", 404),
        ("6.png", 404),
        ("x.png", 422),
        ("3.png?cell=no.such.cell", 404),
        ("3.png?text=五", 422),
        ("3.png?text=五:1-2;drop", 422),
        ("3.png?" + "&".join([f"cell={RECEIVED}"] * (MOST_MARKED + 1)), 422),
    ],
)
def test_a_page_that_is_not_there_is_a_problem(client: TestClient, library: Library, rest: str, status: int) -> None:
    assert is_problem(client.get(f"/api/v1/reports/{id_of(library, CITY, 2024)}/pages/{rest}"), status)


def test_a_file_without_pages_has_no_images(client: TestClient, library: Library) -> None:
    assert is_problem(client.get(f"/api/v1/reports/{id_of(library, OFFICE, 2024)}/pages/1.png"), 404)


# ---------------------------------------------------------------- the frame


def test_health_and_readiness(client: TestClient) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").json() == {"status": "ready", "reports": 3}


@pytest.mark.parametrize(
    "address", ["/", "/healthz", "/api/v1/reports", "/api/v1/nothing", "/nothing", "/look/chat.css", "/config"]
)
def test_every_answer_carries_the_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert "default-src 'self'" in policy
    scripts = re.search(r"script-src ([^;]*)", policy)
    assert scripts is not None
    assert "'unsafe-inline'" not in scripts[1]
    assert "http" not in policy


def test_the_pages_own_scripts_have_its_nonce_and_each_page_another(client: TestClient) -> None:
    first, second = client.get("/"), client.get("/")
    nonces = []
    for response in (first, second):
        nonce = re.search(r"'nonce-([\w-]+)'", response.headers["content-security-policy"])
        assert nonce is not None
        scripts = re.findall(r"<script\b[^>]*>", response.text)
        assert len(scripts) >= 4
        assert all(f'nonce="{nonce[1]}"' in script for script in scripts)
        nonces.append(nonce[1])
    assert nonces[0] != nonces[1]


def test_the_page_is_chinese_and_names_no_other_place(client: TestClient) -> None:
    text = client.get("/").text
    assert '<html lang="zh-CN"' in re.sub(r"\s+", " ", text)
    head = text.split("window.gradio_config", 1)[0] + text.rsplit("</script>", 3)[-1]
    assert "og:" not in head
    assert "https://" not in head
    assert page.asset("chat.css") in text


def test_the_page_tells_what_the_library_holds(client: TestClient) -> None:
    text = client.get("/").text
    assert "收录 3 份报告" in text
    assert "2023—2024 年度" in text
    assert page.NOTICE in text


def test_the_page_comes_packed_where_that_is_asked_for(client: TestClient) -> None:
    packed = client.get("/", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    plain = client.get("/", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert re.sub(r'nonce="[^"]*"', "", packed.text) == re.sub(r'nonce="[^"]*"', "", plain.text)


def test_a_static_file_can_be_kept_because_its_address_changes_with_it(client: TestClient) -> None:
    address = page.asset("chat.js")
    assert client.get(address.removeprefix(".")).status_code == 200
    assert re.fullmatch(r"\./look/chat\.js\?v=[0-9a-f]{10}", address)


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/upload_progress?upload_id=1"),
        ("GET", "/gradio_api/proxy=https://example.hf.space/x"),
        ("GET", "/gradio_api/file=http://example.com/x"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/file/http://example.com/x"),
        ("GET", "/gradio_api/dev/reload"),
        ("GET", "/gradio_api/vibe-code/"),
        ("POST", "/gradio_api/vibe-edit/"),
        ("POST", "/gradio_api/call/asked"),
        ("POST", "/gradio_api/run/asked"),
        ("POST", "/gradio_api/component_server"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/monitoring"),
        ("GET", "/docs"),
        ("GET", "/login"),
        ("GET", "//gradio_api/dev/reload"),
        ("GET", "/gradio_api/../gradio_api/dev/reload"),
        ("GET", "/gradio_api/%64ev/reload"),
    ],
)
def test_what_the_chat_does_not_need_does_not_exist(client: TestClient, method: str, address: str) -> None:
    assert is_problem(client.request(method, f"http://testserver{address}"), 404)


def test_no_event_of_the_chat_is_offered_as_an_api(client: TestClient) -> None:
    info = client.get("/gradio_api/info").json()
    assert info["named_endpoints"] == {}
    assert info["unnamed_endpoints"] == {}


def test_a_body_over_the_limit_is_refused(client: TestClient) -> None:
    body = json.dumps({"question": "问", "history": [], "filling": "x" * LARGEST_BODY}).encode()
    sent = {"content-type": "application/json"}
    assert is_problem(client.post("/api/v1/ask", content=body, headers=sent), 413)
    chunked = (body[start : start + 100_000] for start in range(0, len(body), 100_000))
    assert is_problem(client.post("/api/v1/ask", content=chunked, headers=sent), 413)


def through_the_guard(body: list[bytes], length: int | None = None) -> tuple[list[int], int]:
    """Send a body through the guard alone: the statuses answered, and how many bytes the app behind it saw."""
    statuses: list[int] = []
    seen = 0
    coming = [{"type": "http.request", "body": part, "more_body": True} for part in body]

    async def app(scope, receive, send) -> None:
        nonlocal seen
        more = True
        while more:
            message = await receive()
            seen += len(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> dict[str, object]:
        return coming.pop(0) if coming else {"type": "http.request", "body": b"", "more_body": False}

    async def send(message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    headers = [] if length is None else [(b"content-length", str(length).encode())]
    scope = {"type": "http", "method": "POST", "path": "/api/v1/ask", "headers": headers}
    asyncio.run(Guard(app, page.dress)(scope, receive, send))
    return statuses, seen


def test_a_body_is_measured_as_it_comes() -> None:
    part = b"x" * 300_000
    assert through_the_guard([part] * 3) == ([200], 900_000)
    statuses, seen = through_the_guard([part] * 10)
    assert statuses == [413]
    assert seen <= LARGEST_BODY


def test_a_body_that_is_announced_too_large_is_not_even_read() -> None:
    assert through_the_guard([b"x"], LARGEST_BODY + 1) == ([413], 0)
    assert through_the_guard([b"x"], LARGEST_BODY) == ([200], 1)


def test_a_wrong_method_or_address_of_the_api_is_a_problem(client: TestClient) -> None:
    assert is_problem(client.get("/api/v1/ask"), 404)
    assert is_problem(client.delete("/api/v1/reports"), 404)
    assert is_problem(client.get("/api/v1/nothing"), 404)


def test_an_unforeseen_error_tells_nothing_of_itself(library: Library) -> None:
    def broken(question: str, history: object) -> object:
        raise RuntimeError("/secret/path")

    with TestClient(assemble(library, broken), raise_server_exceptions=False) as client:
        response = client.post("/api/v1/ask", json={"question": "好"})
    assert is_problem(response, 500)
    assert "secret" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_packing_is_real_gzip(client: TestClient) -> None:
    with client.stream("GET", "/", headers={"accept-encoding": "gzip"}) as response:
        assert b"<!doctype html>" in gzip.decompress(b"".join(response.iter_raw()))


# ---------------------------------------------------------------- serve

SERVE = "import sys; from nianbao.app.web import serve; serve(sys.argv[1], '127.0.0.1', 0)"


def test_serving_holds_the_lock_until_it_is_told_to_stop(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    sample.library(folder, sample.filled(CITY, 2024, sample.BUSY)).close()
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(folder)],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert process.stderr is not None
    try:
        address = None
        for line in process.stderr:
            if (found := re.search(r"http://127\.0\.0\.1:\d+/", line)) is not None:
                address = found[0]
                break
        assert address is not None
        assert httpx.get(f"{address}healthz").status_code == 200
        with pytest.raises(LibraryLocked, match="serve"), hold(folder, "ingest"):
            pass
        with pytest.raises(LibraryLocked):
            serve(str(folder), "127.0.0.1", 0)
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()
        assert process.wait(timeout=60) == 0
        assert "Traceback" not in rest
    finally:
        process.kill()
        process.wait()
    with hold(folder, "ingest"):
        pass


def test_serving_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing):
        serve(str(tmp_path / "nothing"), "127.0.0.1", 0)
    assert not (tmp_path / "nothing").exists()


def test_a_port_in_use_is_told_in_our_words(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    sample.library(folder, sample.filled(CITY, 2024)).close()
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(NianbaoError, match="--port"):
        serve(str(folder), "127.0.0.1", taken.getsockname()[1])
    with hold(folder, "ingest"):
        pass


def test_the_pure_parts_do_not_load_the_web() -> None:
    code = (
        "import sys, nianbao.app.evidence, nianbao.app.reply, nianbao.app.examples;"
        "print([name for name in ('gradio', 'fastapi', 'uvicorn', 'chromadb', 'llama_index') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
