/// What the server's processes had used at one moment.
struct ServerReading: Equatable {
    /// Nanoseconds by process.
    var processorTimes: [Int32: Int64] = [:]
    /// User time in clock ticks, of which `sysconf(_SC_CLK_TCK)` are a second.
    var userTicks: UInt64 = 0
    var systemTicks: UInt64 = 0
    /// `VmRSS` of all; kernel memory of sockets is not in it.
    var residentKiB = 0

    /// Processor time from this reading to a later one. A descendant that ended in between is missing.
    func processorTime(until later: ServerReading) -> Int64 {
        later.processorTimes.reduce(0) { $0 + $1.value - (processorTimes[$1.key] ?? 0) }
    }
}
