"""The description of the HTTP interface, held against the server by schemathesis."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from harness.agents import JOBS, Worker, complete, declared, made
from harness.client import join

CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,"
    "negative_data_rejection,positive_data_acceptance,unsupported_method,allow_header_conformance,ignored_auth"
)


EXAMPLE_ID = "01KDR0Q3Z6M8W2T5C7V9X1B3N4"
EXAMPLE_EXECUTION_ID = "01KDR0QG5V0E7YJ2M4S6A8C9D1"
REQUESTED = {
    "ConversationDraft", "ConversationChange", "Participants", "User", "ExecutionDraft", "CancelRequest", "RetryRequest", "ClaimRequest",
    "WorkerReport", "WorkerEvent",
}
"""What clients send, which may have members that nobody knows."""


def description(server) -> dict:
    response = requests.get(server.url("/openapi.json"), timeout=10)
    assert response.status_code == 200, response.text
    return response.json()


def test_it_is_public(production):
    """The description needs no token, can be asked for with HEAD, and holds no secret and no address."""
    answer = requests.get(production.url("/openapi.json"), timeout=10)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    head = requests.head(production.url("/openapi.json"), timeout=10)
    assert (head.status_code, head.headers["Content-Length"], head.content) == (200, str(len(answer.content)), b"")
    assert production.settings["secret"] not in answer.text
    assert str(production.data) not in answer.text


def test_what_it_describes_is_there(production):
    """Each path that it names exists, and answers methods that it does not name with 405 and those that it does."""
    for path, methods in description(production)["paths"].items():
        address = path.replace("{", "").replace("}", "")
        response = production.request("TRACE", address, user="alice")
        assert response.status_code == 405, path
        allowed = {method.strip().lower() for method in response.headers["Allow"].split(",")}
        assert allowed - {"head"} == set(methods), path


def test_without_metrics_on_this_port(start):
    """Where the metrics have a port of their own, the main port does not describe them."""
    server = start({"metrics-port": 0})
    assert "/metrics" not in description(server)["paths"]


def tightened(document: dict) -> dict:
    """The description with every answer's object closed: a member that it does not name is then a fault."""
    schemas = document["components"]["schemas"]
    for name, schema in schemas.items():
        if name not in REQUESTED:
            close(schema)
    # Requests would wait for as long as it says.
    del schemas["ClaimRequest"]["properties"]["wait_ms"]
    return document


def close(schema) -> None:
    """Allows no members but those that are named, here and below."""
    if isinstance(schema, dict):
        if "properties" in schema:
            schema["additionalProperties"] = False
        for value in schema.values():
            close(value)
    elif isinstance(schema, list):
        for value in schema:
            close(value)


@pytest.mark.parametrize("workload", ["examples,coverage", "fuzzing"])
async def test_schemathesis(start, tmp_path: Path, workload: str):
    """Of hundreds of requests, sensible and not, each is answered as the description says."""
    server = start(declared(tmp_path, JOBS.replace("jobs", "researcher")))
    server.request("POST", "/api/conversations", user="alice", json={"id": "den", "participants": [{"id": "bob"}, {"id": "cleo"}]})
    execution_id = made(server, "researcher")
    Worker(server, agents=("researcher",)).claim().report(complete("Three."))
    async with join(server, "den") as alice:
        message_id = (await alice.post("I bring the figs", id="1"))["message_id"]
    text = json.dumps(tightened(description(server))).replace(EXAMPLE_ID, message_id).replace(EXAMPLE_EXECUTION_ID, execution_id)
    token = server.token("alice", "chat metrics agents agents:write", agents=["researcher"])
    document = tmp_path / "openapi.json"
    document.write_text(text)
    (tmp_path / "schemathesis.toml").write_text(CONFIGURATION)
    run = subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(tmp_path / "schemathesis.toml"), "run", str(document),
            "--url", server.url(""), "--header", f"Authorization: Bearer {token}",
            "--phases", workload, "--checks", CHECKS, "--generation-deterministic", "--max-examples", "30",
            "--no-color", "--continue-on-failure", "--request-timeout", "10",
        ],
        cwd=tmp_path, capture_output=True, text=True, timeout=75,
    )
    assert run.returncode == 0, run.stdout[-12_000:] + run.stderr[-2_000:]
    assert server.running


# What OpenAPI cannot say: that `before` and `after` exclude each other, that a file's name is in one of several places,
# which ranges a file has, which agents there are, and whose lease it is.
CONFIGURATION = """
[[operations]]
include-operation-id = ["listMessages", "upload"]
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404", "409", "415"]

[[operations]]
include-operation-id = "download"
checks.positive_data_acceptance.expected-statuses = ["2xx", "304", "401", "403", "404", "416"]

[[operations]]
include-operation-id = ["createExecution", "listExecutions"]
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "429"]

[[operations]]
include-operation-id = ["retryExecution", "cancelExecution", "deleteExecution", "getExecutionOutput", "claimExecution", "reportOnExecution"]
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404", "409", "429"]
"""
