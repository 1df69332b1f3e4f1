import Glibc
import Telemetry

/// How many sockets there are of each kind, and the memory of TCP and UDP.
///
/// - SeeAlso: <https://docs.kernel.org/networking/proc_net_tcp.html>
struct NodeSockets: HostArea {
    private var files: [HostFile]
    private var fields = FieldFamilies()
    private var key: [UInt8] = []
    private let pageSize: Double

    /// - Parameters:
    ///   - proc: the process file system.
    ///   - pageSize: the unit of memory, in bytes.
    init(proc: HostFolder, pageSize: Int = sysconf(Int32(_SC_PAGESIZE))) {
        files = [proc.file("net/sockstat"), proc.file("net/sockstat6")]
        self.pageSize = Double(pageSize)
    }

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        fields.begin()
        for index in files.indices {
            guard var lines = try files[index].lines() else { continue }
            while lines.nextLine() {
                let kind = try lines.needField().dropLast()
                if kind.isEmpty { throw lines.malformed }
                while let what = lines.nextField() {
                    try field(kind, what, Double(try lines.needNumber()), lines, &output)
                }
            }
        }
        fields.finish()
    }

    private mutating func field(
        _ kind: Range<Int>, _ what: Range<Int>, _ number: Double, _ lines: LineScanner, _ output: inout FamilyOutput
    ) throws(HostFileError) {
        let isMemory = lines.holds(what, "mem")
        guard show(lines[kind], lines[what], "", number, &output),
            !isMemory || show(lines[kind], lines[what], "_bytes", number, &output)
        else { throw HostFileError(code: .tooManyRows, path: files[0].path) }
    }

    private mutating func show(
        _ kind: ArraySlice<UInt8>, _ what: ArraySlice<UInt8>, _ unit: String, _ number: Double, _ output: inout FamilyOutput
    ) -> Bool {
        key.removeAll(keepingCapacity: true)
        key.append(contentsOf: kind)
        key.append(UInt8(ascii: "_"))
        key.append(contentsOf: what)
        key.append(contentsOf: unit.utf8)
        return fields.append(key[...], to: &output, number: { number }) {
            HostFamily(
                "node_sockstat_\(MetricName.part(key[...]))", .gauge, Self.help(kind, what, unit),
                scale: unit.isEmpty ? 1 : pageSize)
        }
    }

    private static func help(_ kind: ArraySlice<UInt8>, _ what: ArraySlice<UInt8>, _ unit: String) -> String {
        let (kind, what) = (String(decoding: kind, as: UTF8.self), String(decoding: what, as: UTF8.self))
        switch (what, unit) {
        case ("mem", ""), ("memory", ""): return "Memory of \(kind) sockets, in units of the kernel."
        case ("mem", _): return "Memory of \(kind) sockets."
        default: return "Sockets of \(kind) that are counted as \(what)."
        }
    }
}
