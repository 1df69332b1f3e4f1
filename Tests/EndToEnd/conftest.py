"""Servers that tests share, and coroutines as tests."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import os
from pathlib import Path

import pytest

from harness import tools
from harness.server import BINARY, Server
from harness.tokens import SECRET

TEST_TIMEOUT = 80.0


def pytest_sessionstart(session: pytest.Session) -> None:
    if session.config.option.collectonly:
        return
    if not os.access(BINARY, os.X_OK):
        pytest.exit(f"there is no binary at {BINARY}; build it or set TELLTALE_BINARY", returncode=2)
    if lacking := tools.missing():
        pytest.exit("these programs are missing: " + "; ".join(lacking), returncode=2)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Runs a coroutine test on an event loop of its own, within a bound."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}

    async def bounded() -> None:
        async with asyncio.timeout(TEST_TIMEOUT):
            await pyfuncitem.obj(**arguments)

    asyncio.run(bounded())
    return True


def pytest_itemcollected(item: pytest.Item) -> None:
    """Shows the sentence of each test beside its name."""
    sentence = inspect.getdoc(getattr(item, "obj", None))
    assert sentence, f"{item.nodeid} needs a sentence that says what it shows"


_numbers = itertools.count()


@pytest.fixture
def room() -> str:
    """The id of a room that no other test uses."""
    return f"room-{os.getpid()}-{next(_numbers)}"


@pytest.fixture
def start(tmp_path: Path, request: pytest.FixtureRequest):
    """Starts servers that end with the test; shows what they wrote when it fails."""
    servers: list[Server] = []

    def starter(settings: dict | None = None, *, data: Path | None = None, wait: bool = True, **options) -> Server:
        settings = {"secret": SECRET, **PROMPT, **(settings or {})}
        server = Server(data or tmp_path / f"data-{len(servers)}", settings, **options)
        servers.append(server)
        return server.start() if wait else server

    yield starter
    failed = getattr(request.node, "failed", False)
    for server in servers:
        if failed:
            print("--- server ---\n" + "\n".join(server.output + server.errors[-60:]))
        server.kill()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    outcome = yield
    if outcome.get_result().failed:
        item.failed = True


PROMPT = {"drain-delay": 0, "drain-spread": 0}
PRODUCTION = {"env": "production", "secret": SECRET, **PROMPT}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory):
    """A development server without a rate limit, shared by the tests that leave no mark on it but their room."""
    with Server(tmp_path_factory.mktemp("development"), {"secret": SECRET, **PROMPT}) as running:
        yield running


@pytest.fixture(scope="session")
def production(tmp_path_factory: pytest.TempPathFactory):
    """A production server, shared likewise."""
    settings = {**PRODUCTION, "allowed-origins": "example.com,.example.org,http://localhost:3000"}
    with Server(tmp_path_factory.mktemp("production"), settings) as running:
        yield running


@pytest.fixture(scope="session")
def echo(tmp_path_factory: pytest.TempPathFactory):
    """The bare socket stack."""
    with Server(tmp_path_factory.mktemp("echo"), command="echo") as running:
        yield running
