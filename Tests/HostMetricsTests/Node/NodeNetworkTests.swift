import Telemetry
import Testing

@testable import HostMetrics

@Suite("Network devices")
struct NodeNetworkTests {
    @Test("a network device has sixteen counters; the loopback has none")
    func network() throws {
        let folder = try Fixture([
            "net/dev": """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo: 84233096996 140757983    0    0    0     0          0         0 84233096996 140757983    0    0    0     0       0          0
              eth0:1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
            """
        ])
        defer { folder.remove() }
        var area = NodeNetwork(proc: folder.folder)
        #expect(
            try area.shownNow() == [
                #"counter node_network_receive_bytes_total{device="eth0"} 1.0"#,
                #"counter node_network_receive_packets_total{device="eth0"} 2.0"#,
                #"counter node_network_receive_errs_total{device="eth0"} 3.0"#,
                #"counter node_network_receive_drop_total{device="eth0"} 4.0"#,
                #"counter node_network_receive_fifo_total{device="eth0"} 5.0"#,
                #"counter node_network_receive_frame_total{device="eth0"} 6.0"#,
                #"counter node_network_receive_compressed_total{device="eth0"} 7.0"#,
                #"counter node_network_receive_multicast_total{device="eth0"} 8.0"#,
                #"counter node_network_transmit_bytes_total{device="eth0"} 9.0"#,
                #"counter node_network_transmit_packets_total{device="eth0"} 10.0"#,
                #"counter node_network_transmit_errs_total{device="eth0"} 11.0"#,
                #"counter node_network_transmit_drop_total{device="eth0"} 12.0"#,
                #"counter node_network_transmit_fifo_total{device="eth0"} 13.0"#,
                #"counter node_network_transmit_colls_total{device="eth0"} 14.0"#,
                #"counter node_network_transmit_carrier_total{device="eth0"} 15.0"#,
                #"counter node_network_transmit_compressed_total{device="eth0"} 16.0"#,
            ])
    }

    @Test("device names may hold colons, quotes and bytes that are no text")
    func names() throws {
        let numbers = " 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"
        let folder = try Fixture()
        defer { folder.remove() }
        try folder.write(
            "net/dev", bytes: Array("h\nh\neth0:1:\(numbers)a\"\\b:\(numbers)".utf8) + [0xFF] + Array("x:\(numbers)".utf8))
        var area = NodeNetwork(proc: folder.folder)
        #expect(try area.gather()[0].series.map(\.labelValues) == [["eth0:1"], ["a\"\\b"], ["\u{FFFD}x"]])
        #expect(
            try area.shownNow().prefix(3) == [
                #"counter node_network_receive_bytes_total{device="eth0:1"} 1.0"#,
                #"counter node_network_receive_bytes_total{device="a\"\\b"} 1.0"#,
                "counter node_network_receive_bytes_total{device=\"\u{FFFD}x\"} 1.0",
            ])
    }

    @Test("devices that come and go leave the labels of the others alone, and the numbers stay with their device")
    func churn() throws {
        func file(_ devices: [String]) -> String {
            "h\nh\n" + devices.map { "\($0): \($0.utf8.last ?? 0) 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n" }.joined()
        }
        let folder = try Fixture(["net/dev": file(["a", "b", "c"])])
        defer { folder.remove() }
        var area = NodeNetwork(proc: folder.folder)
        let before = try area.gather()[0].series
        try folder.write("net/dev", file(["a", "x", "c"]))
        let after = try area.gather()[0].series
        #expect(after.map(\.labelValues) == [["a"], ["x"], ["c"]])
        #expect(after.map(\.number) == [97, 120, 99])
        #expect(after[0].labels === before[0].labels)
        #expect(after[2].labels === before[2].labels)
        #expect(before.map(\.labelValues) == [["a"], ["b"], ["c"]])
        try folder.write("net/dev", file([]))
        #expect(try area.gather() == [])
    }

    @Test(
        "a line that is not as documented fails the area",
        arguments: [
            "eth0 1 2 3\n", "eth0: 1 2 3\n", ": 1 2\n", "eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 -16\n",
        ])
    func malformed(text: String) throws {
        let folder = try Fixture(["net/dev": "h\nh\n" + text])
        defer { folder.remove() }
        var area = NodeNetwork(proc: folder.folder)
        #expect(area.failure() == .malformed(line: 3))
    }

    @Test("a device is up when the kernel says up; what is no device is passed over")
    func state() throws {
        let folder = try Fixture([
            "class/net/eth0/operstate": "up\n", "class/net/wlan0/operstate": "down\n", "class/net/lo/operstate": "unknown\n",
            "class/net/bonding_masters": "bond0\n", "class/net/going/address": "",
        ])
        defer { folder.remove() }
        var area = NodeNetworkState(sys: folder.folder)
        #expect(
            try area.shownNow().sorted() == [
                #"gauge node_network_up{device="eth0"} 1.0"#, #"gauge node_network_up{device="lo"} 0.0"#,
                #"gauge node_network_up{device="wlan0"} 0.0"#,
            ])
    }
}
