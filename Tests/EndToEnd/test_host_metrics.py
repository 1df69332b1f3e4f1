"""The machine's own numbers, compared with those of a node_exporter that runs beside the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import PROMPT
from harness.exposition import Exposition
from harness.node_exporter import NodeExporter
from harness.server import Server
from harness.tokens import SECRET

SETTINGS = {"secret": SECRET, **PROMPT, "host-metrics": True}

# Families that every machine of ours has. Those of a kernel without a feature may be missing, if node_exporter's are too.
CORE = {
    "node_boot_time_seconds", "node_context_switches_total", "node_cpu_guest_seconds_total", "node_cpu_seconds_total",
    "node_disk_io_now", "node_disk_io_time_seconds_total", "node_disk_io_time_weighted_seconds_total",
    "node_disk_read_bytes_total", "node_disk_read_time_seconds_total", "node_disk_reads_completed_total",
    "node_disk_reads_merged_total", "node_disk_write_time_seconds_total", "node_disk_writes_completed_total",
    "node_disk_writes_merged_total", "node_disk_written_bytes_total", "node_entropy_available_bits",
    "node_entropy_pool_size_bits", "node_filefd_allocated", "node_filefd_maximum", "node_filesystem_avail_bytes",
    "node_filesystem_device_error", "node_filesystem_files", "node_filesystem_files_free", "node_filesystem_free_bytes",
    "node_filesystem_readonly", "node_filesystem_size_bytes", "node_forks_total", "node_intr_total", "node_load1",
    "node_load15", "node_load5", "node_memory_Active_anon_bytes", "node_memory_Cached_bytes",
    "node_memory_HugePages_Total", "node_memory_MemAvailable_bytes", "node_memory_MemFree_bytes",
    "node_memory_MemTotal_bytes", "node_memory_SwapFree_bytes", "node_memory_SwapTotal_bytes",
    "node_netstat_Icmp_InMsgs", "node_netstat_IpExt_InOctets", "node_netstat_Ip_Forwarding",
    "node_netstat_TcpExt_ListenOverflows", "node_netstat_TcpExt_TCPTimeouts", "node_netstat_Tcp_ActiveOpens",
    "node_netstat_Tcp_CurrEstab", "node_netstat_Tcp_InErrs", "node_netstat_Tcp_InSegs", "node_netstat_Tcp_OutRsts",
    "node_netstat_Tcp_OutSegs", "node_netstat_Tcp_PassiveOpens", "node_netstat_Tcp_RetransSegs",
    "node_netstat_Udp_InDatagrams", "node_network_receive_bytes_total", "node_network_receive_drop_total",
    "node_network_receive_errs_total", "node_network_receive_packets_total", "node_network_transmit_bytes_total",
    "node_network_transmit_drop_total", "node_network_transmit_errs_total", "node_network_transmit_packets_total",
    "node_network_up", "node_procs_blocked", "node_procs_running", "node_sockstat_TCP_alloc", "node_sockstat_TCP_inuse",
    "node_sockstat_TCP_mem", "node_sockstat_TCP_mem_bytes", "node_sockstat_TCP_orphan", "node_sockstat_TCP_tw",
    "node_sockstat_UDP_inuse", "node_sockstat_sockets_used", "node_time_seconds", "node_uname_info",
}  # fmt: skip

# Of these groups every family that node_exporter has must be ours too. What it reads elsewhere than in the same file is
# named; see NodeMetrics for why it is left out.
WHOLE = (
    "node_cpu_", "node_disk_", "node_entropy_", "node_filefd_", "node_filesystem_", "node_forks_", "node_intr_", "node_load",
    "node_memory_", "node_netstat_", "node_network_receive_", "node_network_transmit_", "node_pressure_", "node_procs_",
    "node_sockstat_", "node_uname_",
)  # fmt: skip
ELSEWHERE = {
    "node_cpu_core_throttles_total", "node_cpu_package_throttles_total", "node_cpu_frequency_max_hertz",
    "node_cpu_frequency_min_hertz", "node_cpu_scaling_frequency_hertz", "node_cpu_scaling_frequency_max_hertz",
    "node_cpu_scaling_frequency_min_hertz", "node_disk_ata_rotation_rate_rpm", "node_disk_ata_write_cache",
    "node_disk_ata_write_cache_enabled", "node_disk_device_mapper_info", "node_disk_filesystem_info", "node_disk_info",
    "node_network_receive_nohandler_total", "node_network_transmit_queue_length",
}  # fmt: skip

# Gauges that stand still while the machine runs.
STILL = {
    "node_boot_time_seconds", "node_entropy_pool_size_bits", "node_filefd_maximum", "node_filesystem_device_error",
    "node_filesystem_files", "node_filesystem_readonly", "node_filesystem_size_bytes", "node_memory_CommitLimit_bytes",
    "node_memory_HugePages_Total", "node_memory_Hugepagesize_bytes", "node_memory_MemTotal_bytes",
    "node_memory_SwapTotal_bytes", "node_memory_VmallocTotal_bytes", "node_netstat_Ip_Forwarding", "node_network_up",
    "node_uname_info",
}  # fmt: skip

# How far a number may be outside what it was before and after: a gauge may go up and down between, and the kernel takes
# back a little of a processor's idle time, of which each of the two remembers the most that it has seen.
SLACK = {
    "node_cpu_seconds_total": 0.1,
    "node_entropy_": 256, "node_filefd_": 2_000, "node_filesystem_": 512 << 20, "node_load": 2, "node_memory_": 512 << 20,
    "node_procs_": 64, "node_disk_io_now": 256, "node_sockstat_TCP_mem_bytes": 64 << 20, "node_sockstat_TCP_mem": 16 << 10,
    "node_sockstat_": 500, "node_netstat_Tcp_CurrEstab": 500, "node_time_seconds": 0,
}  # fmt: skip

Key = tuple[str, frozenset[tuple[str, str]]]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory):
    """A server that shows its machine."""
    with Server(tmp_path_factory.mktemp("host"), SETTINGS) as running:
        yield running


@pytest.fixture(scope="module")
def exporter(tmp_path_factory: pytest.TempPathFactory):
    """A node_exporter with Debian's defaults."""
    with NodeExporter(tmp_path_factory.mktemp("node-exporter")) as running:
        yield running


def host_series(exposition: Exposition) -> dict[Key, float]:
    """The series of the families that both have, by name and labels."""
    return {
        (name, frozenset(labels.items())): value
        for name, labels, value in exposition.samples
        if name.startswith("node_") and not name.startswith(("node_scrape_", "node_exporter_", "node_textfile_"))
    }


def scrapes(host: Server, exporter: NodeExporter) -> tuple[Exposition, Exposition, Exposition]:
    """Theirs, ours and theirs again, of a moment in which no device or mount came or went."""
    for _ in range(20):
        before, ours, after = exporter.metrics(), host.metrics(), exporter.metrics()
        if host_series(before).keys() == host_series(after).keys():
            return before, ours, after
    raise AssertionError("devices or mounts come and go too fast to compare anything")


def slack(name: str) -> float:
    """How far a number may stray; the longest name that fits counts."""
    return max(((len(part), width) for part, width in SLACK.items() if name.startswith(part)), default=(0, 0))[1]


def test_families(host: Server, exporter: NodeExporter) -> None:
    """Every family of the machine is one that node_exporter has, under the same name and with the same type."""
    theirs, ours, _ = scrapes(host, exporter)
    our_types = {name: kind for name, kind in ours.types.items() if name.startswith("node_")}
    assert our_types == {name: theirs.types.get(name) for name in our_types}
    assert CORE <= our_types.keys(), f"missing: {CORE - our_types.keys()}"


def test_groups(host: Server, exporter: NodeExporter) -> None:
    """Of each group that is shown, every family of node_exporter is there: a dashboard finds all or nothing."""
    theirs, ours, _ = scrapes(host, exporter)
    wanted = {name for name in theirs.types if name.startswith(WHOLE)} - ELSEWHERE
    assert len(wanted) > 100
    assert wanted <= ours.types.keys(), f"missing: {wanted - ours.types.keys()}"


def test_labels(host: Server, exporter: NodeExporter) -> None:
    """Each family has the same series: the same processors, devices, mounts and names, and not one more."""
    theirs, ours, _ = scrapes(host, exporter)
    mine = host_series(ours)
    names = {name for name, _ in mine}
    assert mine.keys() == {key for key in host_series(theirs) if key[0] in names}


def test_values(host: Server, exporter: NodeExporter) -> None:
    """Counters lie between what they were before and after, still gauges are equal, and the others are near."""
    before, ours, after = scrapes(host, exporter)
    earlier, later = host_series(before), host_series(after)
    compared = {"counter": 0, "gauge": 0, "untyped": 0, "still": 0}
    for key, value in host_series(ours).items():
        name, low, high = key[0], min(earlier[key], later[key]), max(earlier[key], later[key])
        if name in STILL:
            assert value == low == high, (key, low, value, high)
            compared["still"] += 1
            continue
        width = slack(name)
        assert low - width <= value <= high + width, (key, low, value, high)
        compared[ours.types[name]] += 1
    assert compared["counter"] > 50 and compared["gauge"] > 50 and compared["untyped"] > 30 and compared["still"] > 10


def test_load_is_seen(host: Server, exporter: NodeExporter) -> None:
    """Work that the machine does shows in the numbers of both: they are read anew in each scrape."""
    first, _ = host.metrics(), exporter.metrics()
    for _ in range(50):
        subprocess.run(["true"], check=True)
    second, theirs = host.metrics(), exporter.metrics()
    assert second.value("node_forks_total") >= first.value("node_forks_total") + 50
    assert theirs.value("node_forks_total") >= second.value("node_forks_total")
    assert second.value("node_time_seconds") > first.value("node_time_seconds")
    assert second.value("node_netstat_Tcp_PassiveOpens") > first.value("node_netstat_Tcp_PassiveOpens")


def test_no_area_fails(host: Server) -> None:
    """On a machine as it should be, no part of it is missing for an error."""
    host.metrics()
    failed = host.metrics().labels("telltale_metrics_collector_errors_total", "collector")
    assert not failed, failed


def test_process(host: Server, exporter: NodeExporter) -> None:
    """The process's own families are those that Prometheus' client for Go has of itself, with the same types."""
    theirs, ours = exporter.metrics(), host.metrics()
    wanted = {name: kind for name, kind in theirs.types.items() if name.startswith("process_")}
    assert {"process_cpu_seconds_total", "process_max_fds", "process_virtual_memory_max_bytes"} <= wanted.keys()
    assert wanted == {name: ours.types.get(name) for name in wanted}
    # Both were started by this test, under the same limit.
    assert ours.value("process_virtual_memory_max_bytes") == theirs.value("process_virtual_memory_max_bytes")
    assert abs(ours.value("process_start_time_seconds") - theirs.value("process_start_time_seconds")) < 60


def test_off_unless_asked(server: Server) -> None:
    """A server shows nothing of its machine unless it is told to."""
    metrics = server.metrics()
    assert not [name for name in metrics.types if name.startswith("node_")]
    assert metrics.value("process_open_fds") > 0


# File systems of their own

# A process of its own that sees mounts of its own, as the machine's first one; it needs no rights to make them.
OWN = ("unshare", "--map-root-user", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child")

MOUNTS = r"""
cd "$1" && mount -t tmpfs -o size=1m,nr_inodes=100 'weird dev' . && cd "$1" || exit 1
mkdir 'a b	c' quo\"te ro "üñï" hidden hidden/below mnt twice
mount -t tmpfs -o size=2m,nr_inodes=50 space 'a b	c'
mount -t tmpfs -o size=3m,nr_inodes=50 quote quo\"te
mount -t tmpfs -o size=4m,nr_inodes=50,ro '#ro' ro
mount -t tmpfs -o size=5m,nr_inodes=50 text "üñï"
mount -t tmpfs -o size=6m,nr_inodes=50 below hidden/below
mount -t tmpfs -o size=7m,nr_inodes=50 above hidden
mount -t tmpfs -o size=8m,nr_inodes=50 first twice
mount -t tmpfs -o size=9m,nr_inodes=50 second twice
mount -t proc proc mnt
shift
exec "$@"
"""


def test_mounts(tmp_path, start) -> None:
    """Mounts with spaces, tabs, quotes and letters in their names, read-only ones, hidden ones and two in one place: all
    are shown as node_exporter shows them, and one that cannot be asked shows an error and no size."""
    folder = tmp_path / "mounts"
    folder.mkdir()
    own = (*OWN, "sh", "-c", MOUNTS, "sh", str(folder))
    server = start({"host-metrics": True}, wrapper=own)
    with NodeExporter(tmp_path / "exporter", wrapper=own) as exporter:
        theirs, ours = exporter.metrics(), server.metrics()

    def below(exposition: Exposition) -> dict[Key, float]:
        return {
            (name, frozenset(labels.items())): value
            for name, labels, value in exposition.samples
            if name.startswith("node_filesystem_") and labels["mountpoint"].startswith(str(folder))
        }

    assert below(ours) == below(theirs)
    shown = {labels["device"]: value for labels, value in ours.series("node_filesystem_size_bytes", fstype="tmpfs")}
    mebibyte = 1 << 20
    assert {device: size for device, size in shown.items() if device in ("space", "quote", "text", "above", "second")} == {
        "space": 2 * mebibyte, "quote": 3 * mebibyte, "text": 5 * mebibyte, "above": 7 * mebibyte, "second": 9 * mebibyte,
    }  # fmt: skip
    assert ours.value("node_filesystem_device_error", device="below") == 1
    assert not ours.series("node_filesystem_size_bytes", device="below")
    assert ours.value("node_filesystem_readonly", device="\\\\043ro") == 1
    assert not ours.series("node_filesystem_size_bytes", fstype="proc")


SILENT = r"""
import ctypes, os, sys
device = os.open("/dev/fuse", os.O_RDWR)
os.set_inheritable(device, True)
options = f"fd={device},rootmode=40000,user_id=0,group_id=0"
libc = ctypes.CDLL(None, use_errno=True)
if libc.mount(b"silent", sys.argv[1].encode(), b"fuse.silent", 0, options.encode()) != 0:
    sys.exit(f"cannot mount: {os.strerror(ctypes.get_errno())}")
os.execv(sys.argv[2], sys.argv[2:])
"""


def test_a_mount_that_never_answers(tmp_path, start) -> None:
    """A file system whose server keeps silent, as a dead NFS server does, costs a scrape two seconds once and a thread for
    good: it shows an error, everything else is shown as ever, and the process still ends when it is told to."""
    if not os.path.exists("/dev/fuse"):
        pytest.fail("this machine has no /dev/fuse, which a file system that hangs is made with: load the kernel module fuse", pytrace=False)
    folder = tmp_path / "silent"
    folder.mkdir()
    own = (*OWN, sys.executable, "-c", SILENT, str(folder))
    server = start({"host-metrics": True}, wrapper=own)
    first = server.metrics()
    assert first.value("node_filesystem_device_error", device="silent") == 1
    assert not first.series("node_filesystem_size_bytes", device="silent")
    assert first.value("node_filesystem_size_bytes", mountpoint="/") > 0
    assert first.value("node_filesystem_device_error", mountpoint="/") == 0

    # The sampler of the live feed asks every second as well; nobody waits again, and no further thread is spent.
    began = time.monotonic()
    scrapes = [server.metrics() for _ in range(10)]
    assert time.monotonic() - began < 5
    assert all(scrape.value("node_filesystem_device_error", device="silent") == 1 for scrape in scrapes)
    threads = [scrape.value("process_threads") for scrape in scrapes]
    assert max(threads) - min(threads) < 5, threads

    (child,) = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    os.kill(int(child), signal.SIGTERM)
    assert server.wait() == 0, server.log
