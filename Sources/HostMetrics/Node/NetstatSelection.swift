/// Which of the several hundred numbers of the network protocols are shown: those that node_exporter shows by default.
///
/// - SeeAlso: <https://github.com/prometheus/node_exporter/blob/v1.5.0/collector/netstat_linux.go>
enum NetstatSelection {
    private static let errors: Set = ["InErrors", "InErrs"]

    private static let fields: [String: Set<String>] = [
        "Ip": ["Forwarding"],
        "Ip6": ["InOctets", "OutOctets"],
        "IpExt": ["InOctets", "OutOctets"],
        "Icmp": ["InMsgs", "OutMsgs"],
        "Icmp6": ["InMsgs", "OutMsgs"],
        "TcpExt": ["TCPSynRetrans", "TCPTimeouts"],
        "Tcp": ["ActiveOpens", "InSegs", "OutSegs", "OutRsts", "PassiveOpens", "RetransSegs", "CurrEstab"],
        "Udp": ["InDatagrams", "OutDatagrams", "NoPorts", "RcvbufErrors", "SndbufErrors"],
        "Udp6": ["InDatagrams", "OutDatagrams", "NoPorts", "RcvbufErrors", "SndbufErrors"],
    ]

    static func shows(_ proto: String, _ field: String) -> Bool {
        errors.contains(field) || fields[proto]?.contains(field) == true
            || (proto == "TcpExt" && (field.hasPrefix("Listen") || field.hasPrefix("Syncookies")))
    }
}
