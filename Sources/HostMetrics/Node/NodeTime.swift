import Glibc
import Telemetry

/// What the system's clock says.
struct NodeTime: HostArea {
    private let now: @Sendable () -> Double
    private var table = FamilyTable([
        HostFamily("node_time_seconds", .gauge, "The system's clock, in seconds of Unix time.")
    ])

    /// - Parameter now: seconds since 1970.
    init(now: @escaping @Sendable () -> Double = NodeTime.systemClock) {
        self.now = now
    }

    mutating func gather(_ output: inout FamilyOutput) throws(HostFileError) {
        table.begin(&output)
        table.append(0, now())
        table.finish(&output)
    }

    @Sendable static func systemClock() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
