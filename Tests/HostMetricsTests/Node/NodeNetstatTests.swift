import Telemetry
import Testing

@testable import HostMetrics

@Suite("Sockets and protocols")
struct NodeNetstatTests {
    @Test("sockets are counted by kind, and memory is shown in pages and in bytes")
    func sockets() throws {
        let folder = try Fixture([
            "net/sockstat": """
            sockets: used 17
            TCP: inuse 1 orphan 0 tw 3 alloc 4 mem 37
            UDP: inuse 2 mem 5
            FRAG: inuse 0 memory 0
            """,
            "net/sockstat6": "TCP6: inuse 6\n",
        ])
        defer { folder.remove() }
        var area = NodeSockets(proc: folder.folder, pageSize: 4_096)
        #expect(
            try area.shownNow() == [
                "gauge node_sockstat_sockets_used 17.0", "gauge node_sockstat_TCP_inuse 1.0",
                "gauge node_sockstat_TCP_orphan 0.0", "gauge node_sockstat_TCP_tw 3.0", "gauge node_sockstat_TCP_alloc 4.0",
                "gauge node_sockstat_TCP_mem 37.0", "gauge node_sockstat_TCP_mem_bytes 151552.0",
                "gauge node_sockstat_UDP_inuse 2.0", "gauge node_sockstat_UDP_mem 5.0",
                "gauge node_sockstat_UDP_mem_bytes 20480.0", "gauge node_sockstat_FRAG_inuse 0.0",
                "gauge node_sockstat_FRAG_memory 0.0", "gauge node_sockstat_TCP6_inuse 6.0",
            ])
        // A kernel without IPv6.
        try folder.remove("net/sockstat6")
        #expect(try area.gather().count == 12)
    }

    private static let snmp = """
        Ip: Forwarding DefaultTTL InReceives
        Ip: 2 64 140762838
        IcmpMsg: InType3
        IcmpMsg: 2
        Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens AttemptFails EstabResets CurrEstab InSegs OutSegs RetransSegs InErrs OutRsts InCsumErrors
        Tcp: 1 200 120000 -1 579242 578818 364 10929 12 140762826 140845984 241050 9 11021 0
        UdpLite: InDatagrams NoPorts InErrors
        UdpLite: 1 2 3

        """

    @Test("of the protocols the numbers are shown that node_exporter shows, and nobody says what kind they are")
    func protocols() throws {
        let folder = try Fixture([
            "net/snmp": Self.snmp,
            "net/netstat": """
            TcpExt: SyncookiesSent SyncookiesRecv EmbryonicRsts ListenOverflows ListenDrops TCPHPHits TCPTimeouts TCPSynRetrans
            TcpExt: 1 2 3 4 5 6 7 8
            IpExt: InNoRoutes InOctets OutOctets InCsumErrors
            IpExt: 1 84421805893 84231926681 4
            MPTcpExt: MPCapableSYNRX
            MPTcpExt: 0

            """,
            "net/snmp6": """
            Ip6InReceives                   	1
            Ip6OutOctets                    	76
            Icmp6InErrors                   	3
            Icmp6InType134                  	4
            Udp6InDatagrams                 	5
            UdpLite6InErrors                	6
            """,
        ])
        defer { folder.remove() }
        var area = NodeNetstat(proc: folder.folder)
        let expected = [
            "unknown node_netstat_TcpExt_SyncookiesSent 1.0", "unknown node_netstat_TcpExt_SyncookiesRecv 2.0",
            "unknown node_netstat_TcpExt_ListenOverflows 4.0", "unknown node_netstat_TcpExt_ListenDrops 5.0",
            "unknown node_netstat_TcpExt_TCPTimeouts 7.0", "unknown node_netstat_TcpExt_TCPSynRetrans 8.0",
            "unknown node_netstat_IpExt_InOctets 84421805893.0", "unknown node_netstat_IpExt_OutOctets 84231926681.0",
            "unknown node_netstat_Ip_Forwarding 2.0", "unknown node_netstat_Tcp_ActiveOpens 579242.0",
            "unknown node_netstat_Tcp_PassiveOpens 578818.0", "unknown node_netstat_Tcp_CurrEstab 12.0",
            "unknown node_netstat_Tcp_InSegs 140762826.0", "unknown node_netstat_Tcp_OutSegs 140845984.0",
            "unknown node_netstat_Tcp_RetransSegs 241050.0", "unknown node_netstat_Tcp_InErrs 9.0",
            "unknown node_netstat_Tcp_OutRsts 11021.0", "unknown node_netstat_UdpLite_InErrors 3.0",
            "unknown node_netstat_Ip6_OutOctets 76.0", "unknown node_netstat_Icmp6_InErrors 3.0",
            "unknown node_netstat_Udp6_InDatagrams 5.0", "unknown node_netstat_UdpLite6_InErrors 6.0",
        ]
        #expect(try area.shownNow() == expected)
        #expect(try area.shownNow() == expected)
    }

    @Test("a kernel that names its numbers in another order is read by the names")
    func order() throws {
        let folder = try Fixture(["net/snmp": "Tcp: InSegs OutSegs\nTcp: 1 2\n"])
        defer { folder.remove() }
        var area = NodeNetstat(proc: folder.folder)
        _ = try area.gather()
        try folder.write("net/snmp", "Tcp: OutSegs New InSegs\nTcp: 3 4 5\n")
        #expect(try area.shownNow() == ["unknown node_netstat_Tcp_OutSegs 3.0", "unknown node_netstat_Tcp_InSegs 5.0"])
    }

    @Test(
        "a file that is not as documented fails the area",
        arguments: [
            ("net/snmp", "Tcp: InSegs OutSegs\nTcp: 1\n", 2), ("net/snmp", "Tcp: InSegs\nUdp: 1\n", 2), ("net/snmp", "Tcp: InSegs\n", 1),
            ("net/snmp", "Tcp: InSegs\nTcp: x\n", 2), ("net/snmp6", "Ip6InOctets\n", 1), ("net/snmp6", "Ip6InOctets nan\n", 1),
        ])
    func malformed(file: String, text: String, line: Int) throws {
        let folder = try Fixture([file: text])
        defer { folder.remove() }
        var area = NodeNetstat(proc: folder.folder)
        #expect(area.failure() == .malformed(line: line))
        try folder.write(file, "")
        #expect(try area.gather() == [])
    }

    @Test("sockets whose lines are not as documented fail the area", arguments: ["TCP: inuse\n", "TCP: inuse x\n", ": inuse 1\n"])
    func malformedSockets(text: String) throws {
        let folder = try Fixture(["net/sockstat": text])
        defer { folder.remove() }
        var area = NodeSockets(proc: folder.folder, pageSize: 4_096)
        #expect(area.failure() == .malformed(line: 1))
    }
}
