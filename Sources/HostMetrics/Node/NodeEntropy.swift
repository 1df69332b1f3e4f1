import Telemetry

/// How much randomness the kernel has gathered.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man4/random.4.html>
struct NodeEntropy: HostArea {
    private var files: [HostFile]
    private var table = FamilyTable([
        HostFamily("node_entropy_available_bits", .gauge, "Bits of entropy that are available."),
        HostFamily("node_entropy_pool_size_bits", .gauge, "Bits of entropy that the pool can hold."),
    ])

    init(proc: HostFolder) {
        files = ["entropy_avail", "poolsize"].map { proc.file("sys/kernel/random/\($0)") }
    }

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        table.begin(&output)
        for index in files.indices {
            guard var lines = try files[index].lines(), lines.nextLine() else { continue }
            table.append(index, try lines.needNumber())
        }
        table.finish(&output)
    }
}
