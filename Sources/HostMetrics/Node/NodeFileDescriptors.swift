import Telemetry

/// How many files the whole system has open, and how many it may.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man5/proc_sys_fs.5.html>
struct NodeFileDescriptors: HostArea {
    private var file: HostFile
    private var table = FamilyTable([
        HostFamily("node_filefd_allocated", .gauge, "Files that are open in the whole system."),
        HostFamily("node_filefd_maximum", .gauge, "Files that may be open in the whole system."),
    ])

    init(proc: HostFolder) {
        file = proc.file("sys/fs/file-nr")
    }

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        guard var lines = try file.lines(), lines.nextLine() else { return }
        table.begin(&output)
        table.append(0, try lines.needNumber())
        // The second number has been 0 since Linux 2.6.
        lines.skipFields(1)
        table.append(1, try lines.needNumber())
        table.finish(&output)
    }
}
