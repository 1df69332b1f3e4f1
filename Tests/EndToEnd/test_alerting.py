"""Alerts, from a failing store to a pager and back."""

import asyncio
import contextlib
import sqlite3
import time

from harness.alertmanager import Alertmanager, Webhook
from harness.client import Client, join
from harness.prometheus import Prometheus, job, shipped, shortened
from harness.server import Server, until

ALERT = "HighErrorRate"
# Each window and each `for` is ten times as short: 5 % over 6 s for 3 s.
FACTOR = 10
INTERVAL = 1.0
PATIENCE = 60.0

REFUSED = "refuse me"
TRIGGER = f"""
    CREATE TRIGGER refuse BEFORE INSERT ON messages WHEN NEW.content = '{REFUSED}'
    BEGIN SELECT RAISE(ABORT, 'refused by the test'); END
"""


class Talkers:
    """Clients that chat on and on; every fourth message is one that the broken store refuses."""

    def __init__(self, server: Server, room: str) -> None:
        self.server = server
        self.room = room
        self.answered = {"ack": 0, "error": 0}
        self.stop = asyncio.Event()

    async def talk(self, number: int) -> None:
        async with join(self.server, f"{self.room}-{number}", f"talker-{number}") as client:
            count = 0
            while not self.stop.is_set():
                count += 1
                await client.say(REFUSED if count % 4 == 0 else "hello", id=str(count))
                await self.answer(client, str(count))
                client.frames.clear()
                client._taken.clear()
                await asyncio.sleep(0.02)

    async def answer(self, client: Client, id: str) -> None:
        answers = ("ack", "error")
        await client.wait_until(lambda c: any(f.get("id") == id and f["type"] in answers for f in c.frames))
        frame = next(f for f in client.frames if f.get("id") == id and f["type"] in answers)
        assert frame["type"] == "ack" or frame["code"] == "store_unavailable", frame
        self.answered[frame["type"]] += 1

    @contextlib.asynccontextmanager
    async def talking(self, count: int):
        """While this lasts, ``count`` clients chat, each to the answer of its last message."""
        tasks = [asyncio.create_task(self.talk(number)) for number in range(count)]
        try:
            yield self
        finally:
            self.stop.set()
            await asyncio.gather(*tasks)


def execute(server: Server, sql: str) -> None:
    """Changes the database as another process would."""
    with contextlib.closing(sqlite3.connect(server.data / "telltale.db", isolation_level=None, timeout=10)) as database:
        database.execute(sql)


async def test_a_store_that_refuses_messages_pages(start, room, tmp_path):
    """When the store refuses a share of messages, HighErrorRate is pending, fires, reaches the pager, and resolves."""
    server = start()
    rules = {name: shortened(shipped(name), FACTOR, INTERVAL) for name in ("recording.yml", "alerts.yml")}
    token = server.token("prometheus", "metrics")
    with contextlib.ExitStack() as stack:
        webhook = stack.enter_context(Webhook())
        alertmanager = await asyncio.to_thread(stack.enter_context, Alertmanager(tmp_path / "alertmanager", webhook))
        prometheus = await asyncio.to_thread(
            stack.enter_context,
            Prometheus(
                tmp_path / "prometheus", [job(server)], token=token, interval=INTERVAL, rules=rules,
                alertmanager=alertmanager.address,
            ),
        )

        await asyncio.to_thread(prometheus.await_scrapes)

        async def eventually(ask, satisfied, what: str):
            return await asyncio.to_thread(until, ask, satisfied, PATIENCE, what)

        async with Talkers(server, room).talking(3) as talkers:
            ratio = "sum(rate(telltale_operations_total{outcome='server_error'}[6s])) / sum(rate(telltale_operations_total[6s]))"
            await eventually(
                lambda: prometheus.value("sum(rate(telltale_operations_total[6s]))"), lambda value: value > 1, "operations"
            )
            assert prometheus.alerts(ALERT) == []
            assert talkers.answered["error"] == 0

            began = time.time()
            execute(server, TRIGGER)
            (firing,) = await eventually(
                lambda: prometheus.alerts(ALERT), lambda alerts: [a["state"] for a in alerts] == ["firing"], "a firing alert"
            )
            assert firing["labels"] == {"alertname": ALERT, "job": "telltale", "severity": "page"}
            assert firing["annotations"]["runbook_url"].endswith("#higherrorrate")
            assert float(firing["value"]) > 0.05
            (held,) = await eventually(lambda: alertmanager.alerts(ALERT), bool, "the alert in Alertmanager")
            assert held["status"]["state"] == "active"
            (path, notified), *_ = await eventually(lambda: webhook.of(ALERT, "firing"), bool, "the notification")
            assert path == "/page"
            assert notified["annotations"]["summary"] == held["annotations"]["summary"]
            assert "%" in notified["annotations"]["summary"]
            share = await eventually(lambda: prometheus.value(ratio), lambda value: value > 0.1, "the error rate")
            assert share < 0.9, "a store that refuses some messages takes the others"

            execute(server, "DROP TRIGGER refuse")
            await eventually(lambda: prometheus.alerts(ALERT), lambda alerts: alerts == [], "the end of the alert")
            await eventually(lambda: webhook.of(ALERT, "resolved"), bool, "the notification of the end")
            await eventually(lambda: alertmanager.alerts(ALERT), lambda alerts: alerts == [], "the end in Alertmanager")
            await asyncio.to_thread(server.await_ready, 200, PATIENCE)

        states = {
            series["metric"]["alertstate"]: float(series["values"][0][0])
            for series in prometheus.query_range(f'ALERTS{{alertname="{ALERT}"}}', began, time.time(), 0.25)
        }
        assert states.keys() == {"pending", "firing"}
        # From the first evaluation that saw it to the first that fired: `for`, in steps of the evaluation.
        assert states["firing"] - states["pending"] > 30 / FACTOR - 0.5
        assert not [rule for rule in prometheus.rules() if rule["health"] == "err"], "each rule can be evaluated"

    counted = server.metrics()
    operations = "telltale_operations_total"
    assert counted.value(operations, operation="message", outcome="server_error") == talkers.answered["error"]
    assert counted.value("telltale_errors_total", code="store_unavailable") == talkers.answered["error"]
    assert counted.value("telltale_chat_messages_total") == talkers.answered["ack"]
