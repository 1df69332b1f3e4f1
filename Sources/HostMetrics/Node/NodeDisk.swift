import Telemetry

/// Reads, writes and waiting of each disk.
///
/// - SeeAlso: <https://docs.kernel.org/admin-guide/iostats.html>
struct NodeDisk: HostArea {
    private var file: HostFile
    private var devices = KeptRows<LabelSet>()
    private var table = FamilyTable(Self.families)

    init(proc: HostFolder) {
        file = proc.file("diskstats")
    }

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        guard var lines = try file.lines() else { return }
        devices.begin()
        table.begin(&output)
        while lines.nextLine() {
            lines.skipFields(2)
            let name = try lines.needField()
            if !DiskExclusion.excludes(lines[name]) { try device(name, &lines) }
        }
        devices.finish()
        table.finish(&output)
    }

    private mutating func device(_ name: Range<Int>, _ lines: inout LineScanner) throws(HostFileError) {
        let place = devices.next(lines[name]) { LabelSet(names: ["device"], values: [lines.text(name)]) }
        guard let place else { throw HostFileError(code: .tooManyRows, path: file.path) }
        var count = 0
        while count < Self.families.count, let number = try lines.nextNumber() {
            table.append(count, number, devices[place])
            count += 1
        }
        // Discards and flushes came later than Linux 2.6; a line that is shorter than that is none.
        if count < Self.oldestCount { throw lines.malformed }
    }
}

// MARK: - Families

extension NodeDisk {
    private static let oldestCount = 11

    /// In sectors of 512 bytes, whatever the disk has.
    private static let sector = 512.0
    private static let millisecond = 1.0 / 1_000

    /// In the order of the file.
    private static let families = [
        counter("reads_completed", "Reads that succeeded."),
        counter("reads_merged", "Reads that were joined with their neighbour."),
        counter("read_bytes", "Bytes that were read.", sector),
        counter("read_time_seconds", "Time that all reads together took.", millisecond),
        counter("writes_completed", "Writes that succeeded."),
        counter("writes_merged", "Writes that were joined with their neighbour."),
        counter("written_bytes", "Bytes that were written.", sector),
        counter("write_time_seconds", "Time that all writes together took.", millisecond),
        HostFamily("node_disk_io_now", .gauge, "Requests that the disk works on.", labels: ["device"]),
        counter("io_time_seconds", "Time during which the disk had work.", millisecond),
        counter("io_time_weighted_seconds", "Time during which the disk had work, times the requests it had.", millisecond),
        counter("discards_completed", "Discards that succeeded."),
        counter("discards_merged", "Discards that were joined with their neighbour."),
        counter("discarded_sectors", "Sectors of 512 bytes that were discarded."),
        counter("discard_time_seconds", "Time that all discards together took.", millisecond),
        counter("flush_requests", "Flushes that succeeded."),
        counter("flush_requests_time_seconds", "Time that all flushes together took.", millisecond),
    ]

    private static func counter(_ what: String, _ help: String, _ scale: Double = 1) -> HostFamily {
        HostFamily("node_disk_\(what)_total", .counter, help, labels: ["device"], scale: scale)
    }
}
