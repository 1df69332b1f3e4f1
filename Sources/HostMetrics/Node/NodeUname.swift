import Glibc
import Telemetry

/// The system's name and version.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man2/uname.2.html>
struct NodeUname: HostArea {
    private static let labelNames = ["domainname", "machine", "nodename", "release", "sysname", "version"]

    private var names = KeptRows<LabelSet>()
    private var key: [UInt8] = []
    private var table = FamilyTable([
        HostFamily("node_uname_info", .gauge, "The system's name and version; always 1.", labels: Self.labelNames)
    ])

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        var system = utsname()
        guard uname(&system) == 0 else { return }
        names.begin()
        table.begin(&output)
        // The name of the node may be changed while the system runs.
        key.removeAll(keepingCapacity: true)
        withUnsafeBytes(of: &system) { key.append(contentsOf: $0) }
        let place = names.next(key[...]) { LabelSet(names: Self.labelNames, values: Self.values(system)) }
        names.finish()
        if let place { table.append(0, 1.0, names[place]) }
        table.finish(&output)
    }

    private static func values(_ system: utsname) -> [String] {
        func text(_ field: some Any) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return [
            text(system.__domainname), text(system.machine), text(system.nodename), text(system.release),
            text(system.sysname), text(system.version),
        ]
    }
}
