import Telemetry

/// Everything that `/proc/meminfo` has, one family a line.
///
/// A name in parentheses is joined with an underscore: `Active(anon)` is `node_memory_Active_anon_bytes`.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man5/proc_meminfo.5.html>
struct NodeMemory: HostArea {
    private var file: HostFile
    private var fields = FieldFamilies()

    init(proc: HostFolder) {
        file = proc.file("meminfo")
    }

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        guard var lines = try file.lines() else { return }
        fields.begin()
        while lines.nextLine() {
            let title = try lines.needField()
            let number = try lines.needNumber()
            let unit = lines.nextField()
            let name = title.dropLast()
            if name.isEmpty || unit.map({ !lines.holds($0, "kB") }) == true { throw lines.malformed }
            // The colon in the key tells a name with a unit from the same name without: they are two families.
            let hasRoom = fields.append(
                lines[unit == nil ? name : title], to: &output, number: { Double(number) },
                declare: { Self.family(lines[name], isKilobytes: unit != nil) })
            guard hasRoom else { throw HostFileError(code: .tooManyRows, path: file.path) }
        }
        fields.finish()
    }

    private static func family(_ name: ArraySlice<UInt8>, isKilobytes: Bool) -> HostFamily {
        let parentheses = UInt8(ascii: "(")...UInt8(ascii: ")")
        let joined = name.last == parentheses.upperBound ? name.dropLast() : name
        let part = MetricName.part(joined) + (isKilobytes ? "_bytes" : "")
        return HostFamily(
            "node_memory_\(part)", .gauge, "\(String(decoding: name, as: UTF8.self)) of /proc/meminfo.",
            scale: isKilobytes ? 1_024 : 1)
    }
}
