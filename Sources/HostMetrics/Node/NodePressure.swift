import Telemetry

/// Time that work was held up for want of a processor, of memory or of a disk.
///
/// Kernels before 4.20 and those that have it switched off tell nothing.
///
/// - SeeAlso: <https://docs.kernel.org/accounting/psi.html>
struct NodePressure: HostArea {
    private var resources: [Resource]
    private var table = FamilyTable(Self.families)

    private struct Resource: Sendable {
        var file: HostFile
        /// The family of each kind of line; nil for a line that is not shown.
        let some: Int
        let full: Int?
    }

    init(proc: HostFolder) {
        resources = [
            // All processors are never held up for want of a processor.
            Resource(file: proc.file("pressure/cpu"), some: 0, full: nil),
            Resource(file: proc.file("pressure/io"), some: 1, full: 2),
            Resource(file: proc.file("pressure/memory"), some: 3, full: 4),
        ]
    }

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        table.begin(&output)
        for index in resources.indices {
            guard var lines = try resources[index].file.lines() else { continue }
            while lines.nextLine() { try line(&lines, of: resources[index]) }
        }
        table.finish(&output)
    }

    private mutating func line(_ lines: inout LineScanner, of resource: Resource) throws(HostFileError) {
        let kind = try lines.needField()
        let place = lines.holds(kind, "some") ? resource.some : lines.holds(kind, "full") ? resource.full : nil
        guard let place else { return }
        while let field = lines.nextField() {
            guard lines.starts(field, with: "total=") else { continue }
            guard let microseconds = lines.wholeNumber(field.dropFirst(6)) else { throw lines.malformed }
            return table.append(place, Double(microseconds) / 1_000 / 1_000)
        }
        throw lines.malformed
    }

    private static let families = [
        HostFamily("node_pressure_cpu_waiting_seconds_total", .counter, "Time that some work waited for a processor."),
        HostFamily("node_pressure_io_waiting_seconds_total", .counter, "Time that some work waited for a disk."),
        HostFamily("node_pressure_io_stalled_seconds_total", .counter, "Time that all work waited for a disk."),
        HostFamily("node_pressure_memory_waiting_seconds_total", .counter, "Time that some work waited for memory."),
        HostFamily("node_pressure_memory_stalled_seconds_total", .counter, "Time that all work waited for memory."),
    ]
}
