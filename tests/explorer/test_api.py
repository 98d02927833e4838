"""The JSON routes: the answers of the command line, errors that help, ETags, feeds, and no server error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from lxml import etree
from starlette.testclient import TestClient

from cpp_versions.cli import main
from explorer.api import amending, make_api

DAYS = ["--from", "2010-12-19", "--to", "2010-12-29"]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def client(embedded_store: Path) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CPP_VERSIONS_STORE", str(embedded_store))
        with TestClient(make_api(), raise_server_exceptions=False) as found:
            yield found


@pytest.mark.parametrize(
    ("address", "command"),
    [
        ("articles/R57-7-62?at=2011-01-01", ["article", "R57-7-62", "--at", "2011-01-01"]),
        ("articles/R. 57-7-62?at=1/1/2011", ["article", "R57-7-62", "--at", "2011-01-01"]),
        ("articles/cpp:D75/history", ["history", "D75"]),
        ("articles/D75/diff?from=2010-12-19&to=2010-12-29", ["diff", "D75", *DAYS]),
        ("diff?a=D75@2010-12-19&b=D75@2010-12-29", ["diff", "D75@2010-12-19", "D75@2010-12-29"]),
        ("articles/D48-5-1/cites?at=2018-01-01", ["cites", "D48-5-1", "--at", "2018-01-01"]),
        ("articles/706-71/cited-by?at=2018-01-01", ["cited-by", "706-71", "--at", "2018-01-01"]),
        ("articles/D283-1/trace", ["trace", "D283-1"]),
        ("changes?from=2010-12-19&to=2010-12-29", ["changes", *DAYS]),
        ("renumbering?from=2010-12-19&to=2010-12-29", ["renumbering", *DAYS]),
        ("search?q=isolement&at=2011-01-01", ["search", "isolement", "--at", "2011-01-01"]),
        ("changes?from=2010-12-19&to=2010-12-29&substantive=true", ["changes", *DAYS, "--substantive"]),
        ("search?q=isolement&first=true", ["search", "isolement", "--first"]),
        ("articles/R57-7-62/blame?at=2011-01-01", ["blame", "R57-7-62", "--at", "2011-01-01"]),
        ("articles/D75/blame?at=2011-01-01&follow=false", ["blame", "D75", "--at", "2011-01-01", "--no-follow"]),
        ("articles/D75/draft?from=2010-12-19&to=2010-12-29", ["amend", "draft", "D75", *DAYS]),
        ("articles/R57-7-62/graph?at=2011-01-01", ["graph", "R57-7-62", "--at", "2011-01-01"]),
        ("articles/D250/impact?at=2010-12-28", ["impact", "D250", "--at", "2010-12-28"]),
        ("articles/D52-1/fiches", ["fiches", "D52-1"]),
        ("fiches?at=2010-12-29", ["fiches", "--at", "2010-12-29"]),
        ("dangling?at=2010-12-29", ["dangling", "--at", "2010-12-29"]),
        ("dangling?at=2010-12-29&target=D250", ["dangling", "--at", "2010-12-29", "--target", "D250"]),
        ("hubs?at=2010-12-29&count=5", ["hubs", "--at", "2010-12-29", "--count", "5"]),
        ("growth?code=cpp", ["growth", "--code", "cpp"]),
        ("frequency?w=isolement&w=détenu|détenus", ["frequency", "isolement", "détenu|détenus"]),
        ("versions", ["versions"]),
        ("anomalies?kind=missing", ["anomalies", "--kind", "missing"]),
    ],
)  # fmt: skip
def test_a_route_answers_as_the_command_line(
    client: TestClient, embedded_store: Path, capsys: pytest.CaptureFixture[str], address: str, command: list[str]
) -> None:
    answer = client.get(f"/v1/{address}")
    assert answer.status_code == 200, answer.text
    assert main(["--store", str(embedded_store), *command, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert answer.json() == {key: said[key] for key in answer.json()}


ACT = "À l'article D. 75 du code de procédure pénale, les mots : « a » sont remplacés par les mots : « b ».\n"


@pytest.mark.parametrize(
    ("address", "command"),
    [("amend/parse", ["amend", "parse"]), ("amend/apply?on=29/12/2010", ["amend", "apply", "--on", "2010-12-29"])],
)
def test_an_act_is_read_as_by_the_command_line(
    client: TestClient,
    embedded_store: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    address: str,
    command: list[str],
) -> None:
    (tmp_path / "act.txt").write_text(ACT, "utf-8")
    answer = client.post(f"/v1/{address}", content=ACT.replace("\n", "\r\n").encode(), headers={"If-None-Match": "*"})
    assert answer.status_code == 200, answer.text
    assert main(["--store", str(embedded_store), *command, str(tmp_path / "act.txt"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert answer.json() == {key: said[key] for key in answer.json()}
    assert answer.json().get("instructions") or answer.json()["articles"]


@pytest.mark.parametrize(
    ("address", "body", "status", "said"),
    [
        ("amend/parse", b"", 400, "empty"),
        ("amend/parse", b"\xff", 400, "UTF-8"),
        ("amend/parse", b"a" * 400_001, 413, "400000"),
        ("amend/parse", b"a" * 2_000_000, 413, "400000"),
        ("amend/apply", ACT.encode(), 400, "on"),
        ("amend/apply?on=yesterday", ACT.encode(), 400, "2010-12-29"),
        ("amend/apply?on=2010-12-29", b"Il pleut.", 400, "amending act"),
    ],
)
def test_an_act_that_cannot_be_read(client: TestClient, address: str, body: bytes, status: int, said: str) -> None:
    answer = client.post(f"/v1/{address}", content=body)
    assert answer.status_code == status, answer.text
    assert answer.json().keys() == {"error", "how"}
    assert said in answer.text
    assert client.get(f"/v1/{address}").status_code == 405


def test_one_act_is_read_at_a_time(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amending, "_PATIENCE", 0.01)
    with amending._READING:
        answer = client.post("/v1/amend/parse", content=ACT.encode())
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert client.post("/v1/amend/parse", content=ACT.encode()).status_code == 200


def test_an_answer_that_the_client_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/v1/articles/D75")
    tag = first.headers["etag"]
    again = client.get("/v1/articles/D75", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/v1/articles/D76", headers={"If-None-Match": tag}).status_code != 304


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("articles/D9999", 404, "no source"),
        ("articles/D75?at=yesterday", 400, "2010-12-29"),
        ("articles/D75?code=penal", 404, "no such code"),
        ("articles/%3Cscript%3E", 400, ""),
        ("articles/..%2F..%2Fetc%2Fpasswd", 404, ""),
        ("diff?a=D75", 400, "b: Field required"),
        ("changes?from=2010-12-19", 400, "to"),
        ("search?q=%22", 400, "words"),
        ("search?q=a&limit=0", 400, "limit"),
        ("feeds/codes/none", 404, "no such code"),
        ("articles/D9999/blame", 404, "no source"),
        ("articles/D75/draft?from=2010-12-19", 400, "to"),
        ("articles/D75/graph?depth=9", 400, "depth"),
        ("articles/D75/impact?steps=0", 400, "steps"),
        ("dangling?target=%3Cb%3E", 400, ""),
        ("frequency", 400, "w"),
        ("frequency?w=a&by=day", 400, "by"),
        ("nowhere", 404, ""),
        ("articles/D75?at=" + "1" * 5000, 414, "too long"),
    ],
)
def test_an_error_says_what_to_do(client: TestClient, address: str, status: int, said: str) -> None:
    answer = client.get(f"/v1/{address}")
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert body.keys() == {"error", "how"}
    assert said in f"{body['error']} {body['how']}"
    assert answer.headers["content-type"] == "application/json"  # never a page, whatever it quotes
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_without_a_store_the_answer_says_how_to_build_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPP_VERSIONS_STORE", str(tmp_path / "none"))
    with TestClient(make_api(), raise_server_exceptions=False) as client:
        answer = client.get("/v1/versions")
    assert answer.status_code == 503
    assert "build" in answer.json()["how"]
    assert str(tmp_path) not in answer.text


@pytest.mark.parametrize("address", ["articles/D75", "codes/cpp", "codes/cpp?section=Chapitre V"])
def test_a_feed_is_atom(client: TestClient, address: str) -> None:
    answer = client.get(f"/v1/feeds/{address}")
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = etree.fromstring(answer.content)
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) >= 1
    assert feed.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}entry/{ATOM}updated")


def test_the_description_is_a_page_of_our_own(client: TestClient) -> None:
    page = client.get("/v1/docs").text
    assert "/api/v1/articles/{number}" in page
    assert "http" not in page.split("<body>")[0]
    assert "<script" not in page


API = schemathesis.openapi.from_asgi("/v1/openapi.json", make_api())


@pytest.fixture
def with_store(embedded_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPP_VERSIONS_STORE", str(embedded_store))


@API.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_nothing_that_can_be_asked_is_a_server_error(case: Any, with_store: None) -> None:
    response = case.call()
    assert response.status_code < 500, response.text
