import Telemetry

/// Bytes, packets and losses of each network device but the loopback.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man5/proc_pid_net.5.html>
struct NodeNetwork: HostArea {
    private var file: HostFile
    private var devices = KeptRows<LabelSet>()
    private var table = FamilyTable(Self.families)

    init(proc: HostFolder) {
        file = proc.file("net/dev")
    }

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        guard var lines = try file.lines() else { return }
        devices.begin()
        table.begin(&output)
        // Two lines of headings.
        _ = lines.nextLine() && lines.nextLine()
        while lines.nextLine() {
            // The name may hold colons, the numbers may not, and in old kernels no space parts them.
            guard let colon = lines.lastIndex(of: UInt8(ascii: ":"), in: lines.line) else { throw lines.malformed }
            let name = lines.trimmed(lines.line.lowerBound..<colon)
            lines.goOn(behind: colon)
            if name.isEmpty { throw lines.malformed }
            if !lines.holds(name, "lo") { try device(name, &lines) }
        }
        devices.finish()
        table.finish(&output)
    }

    private mutating func device(_ name: Range<Int>, _ lines: inout LineScanner) throws(HostFileError) {
        let place = devices.next(lines[name]) { LabelSet(names: ["device"], values: [lines.text(name)]) }
        guard let place else { throw HostFileError(code: .tooManyRows, path: file.path) }
        for family in Self.families.indices { table.append(family, try lines.needNumber(), devices[place]) }
    }
}

// MARK: - Families

extension NodeNetwork {
    /// In the order of the file.
    private static let families = [
        receive("bytes", "Bytes that were received."),
        receive("packets", "Packets that were received."),
        receive("errs", "Packets that arrived broken."),
        receive("drop", "Packets that arrived and were dropped, mostly for want of memory."),
        receive("fifo", "Packets that the device could not store."),
        receive("frame", "Packets with a wrong length or checksum."),
        receive("compressed", "Compressed packets that were received."),
        receive("multicast", "Multicast packets that were received."),
        transmit("bytes", "Bytes that were sent."),
        transmit("packets", "Packets that were sent."),
        transmit("errs", "Packets that could not be sent."),
        transmit("drop", "Packets that were dropped instead of sent."),
        transmit("fifo", "Packets that the device could not fetch in time."),
        transmit("colls", "Collisions."),
        transmit("carrier", "Packets that were lost for want of a carrier."),
        transmit("compressed", "Compressed packets that were sent."),
    ]

    private static func receive(_ what: String, _ help: String) -> HostFamily {
        HostFamily("node_network_receive_\(what)_total", .counter, help, labels: ["device"])
    }

    private static func transmit(_ what: String, _ help: String) -> HostFamily {
        HostFamily("node_network_transmit_\(what)_total", .counter, help, labels: ["device"])
    }
}
