import Telemetry

/// The load averages.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man5/proc_loadavg.5.html>
struct NodeLoad: HostArea {
    private var file: HostFile
    private var table = FamilyTable([
        HostFamily("node_load1", .gauge, "Threads that ran or waited for a processor or a disk, over 1 minute."),
        HostFamily("node_load5", .gauge, "Threads that ran or waited for a processor or a disk, over 5 minutes."),
        HostFamily("node_load15", .gauge, "Threads that ran or waited for a processor or a disk, over 15 minutes."),
    ])

    init(proc: HostFolder) {
        file = proc.file("loadavg")
    }

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        guard var lines = try file.lines(), lines.nextLine() else { return }
        table.begin(&output)
        for place in 0..<3 {
            guard let load = lines.decimal(try lines.needField()) else { throw lines.malformed }
            table.append(place, load)
        }
        table.finish(&output)
    }
}
