import Glibc
import Telemetry

/// The `process_*` families: processor time, descriptors, memory, threads and start time of this process, under the names
/// that every Prometheus client uses.
///
/// What the platform has not is left out.
///
/// - SeeAlso: <https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics>
public struct ProcessCollector: Collector {
    private let area: AreaCollector<ProcessArea>

    /// - Parameter root: where the process file system is mounted.
    public init(root: String = "/proc") {
        self.init(root: root, pageSize: sysconf(Int32(_SC_PAGESIZE)), ticksPerSecond: sysconf(Int32(_SC_CLK_TCK)))
    }

    /// - Parameters:
    ///   - root: where the process file system is mounted.
    ///   - pageSize: bytes of a page of memory.
    ///   - ticksPerSecond: the unit of the start time.
    ///   - limits: asks for the limits of this process.
    ///   - processorTime: asks for the seconds that this process has used.
    init(
        root: String, pageSize: Int, ticksPerSecond: Int,
        limits: @escaping @Sendable () -> ProcessLimits = ProcessLimits.now,
        processorTime: @escaping @Sendable () -> Double? = ProcessArea.processorTime
    ) {
        area = AreaCollector(
            "process",
            ProcessArea(
                proc: HostFolder(root: root), pageSize: pageSize, ticksPerSecond: ticksPerSecond, limits: limits,
                processorTime: processorTime))
    }

    public func collect() throws -> [FamilySnapshot] {
        try area.collect()
    }

    public func collect(into families: inout [FamilySnapshot]) throws {
        try area.collect(into: &families)
    }
}
