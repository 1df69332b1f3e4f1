import Telemetry

/// What the network protocols counted: TCP connections, segments and losses, UDP datagrams, IP bytes.
///
/// The kernel does not say which of them are counters, so their kind is unknown, as with node_exporter.
///
/// - SeeAlso: <https://docs.kernel.org/networking/snmp_counter.html>
struct NodeNetstat: HostArea {
    private var tables: [HostFile]
    private var list: HostFile
    private var headings = KeptRows<[Place]>()
    private var fields = FieldFamilies()

    /// A field that is shown, and where its number stands.
    private struct Place: Sendable {
        /// How many fields stand between it and the one before that is shown.
        let gap: Int
        let shape: FamilySnapshot
    }

    init(proc: HostFolder) {
        tables = [proc.file("net/netstat"), proc.file("net/snmp")]
        list = proc.file("net/snmp6")
    }

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        headings.begin()
        for index in tables.indices {
            guard var lines = try tables[index].lines() else { continue }
            while lines.nextLine() { try protocolTable(&lines, &output) }
        }
        headings.finish()
        try listed(&output)
    }

    /// A protocol has a line of names and a line of numbers below it.
    private mutating func protocolTable(
        _ lines: inout LineScanner, _ output: inout FamilyOutput
    ) throws(HostFileError) {
        let heading = lines.line
        let place = headings.next(lines[heading]) { Self.places(lines) }
        guard let place else { throw HostFileError(code: .tooManyRows, path: list.path) }
        let proto = try lines.needField()
        guard lines.nextLine(), lines[try lines.needField()] == lines[proto] else { throw lines.malformed }
        for index in headings[place].indices {
            lines.skipFields(headings[place][index].gap)
            guard let number = lines.decimal(try lines.needField()) else { throw lines.malformed }
            output.put(number, headings[place][index].shape)
        }
    }

    /// The fields of a heading that are shown.
    private static func places(_ lines: LineScanner) -> [Place] {
        var lines = lines
        guard let title = lines.nextField() else { return [] }
        let proto = MetricName.part(lines[title.dropLast()])
        var (places, gap) = ([Place](), 0)
        while let field = lines.nextField() {
            let name = MetricName.part(lines[field])
            if NetstatSelection.shows(proto, name) {
                places.append(Place(gap: gap, shape: Self.family(proto, name).shape))
                gap = 0
            } else {
                gap += 1
            }
        }
        return places
    }

    /// IPv6 has one field a line, with the protocol before the first digit 6: `Udp6InDatagrams`.
    private mutating func listed(_ output: inout FamilyOutput) throws(HostFileError) {
        fields.begin()
        guard var lines = try list.lines() else { return }
        while lines.nextLine() {
            let name = try lines.needField()
            let number = try lines.needField()
            let hasRoom = try fields.append(lines[name], to: &output) { () throws(HostFileError) in
                guard let number = lines.decimal(number) else { throw lines.malformed }
                return number
            } declare: {
                Self.family(lines[name])
            }
            guard hasRoom else { throw HostFileError(code: .tooManyRows, path: list.path) }
        }
        fields.finish()
    }

    private static func family(_ name: ArraySlice<UInt8>) -> HostFamily? {
        guard let six = name.firstIndex(of: UInt8(ascii: "6")) else { return nil }
        let (proto, field) = (MetricName.part(name[...six]), MetricName.part(name[(six + 1)...]))
        return NetstatSelection.shows(proto, field) ? family(proto, field) : nil
    }

    private static func family(_ proto: String, _ field: String) -> HostFamily {
        HostFamily("node_netstat_\(proto)_\(field)", .unknown, "\(field) of \(proto), as the kernel counts it.")
    }
}
