import Telemetry

/// What one processor did with its time, in ticks.
///
/// - SeeAlso: <https://man7.org/linux/man-pages/man5/proc_stat.5.html>
struct ProcessorTimes: Sendable {
    static let labelNames = ["cpu", "mode"]

    /// The modes in the order of the file. The last two are the part of `user` and `nice` that virtual machines used.
    static let modes = ["user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"]
    static let guestModes = ["user", "nice"]

    /// Numbers of a line that are looked at.
    static let count = modes.count + guestModes.count

    private static let idle = 3

    let labels: [LabelSet]
    private(set) var ticks: [UInt64]

    /// - Parameter processor: its number.
    init(processor: String) {
        labels = (Self.modes + Self.guestModes).map { LabelSet(names: Self.labelNames, values: [processor, $0]) }
        ticks = []
    }

    /// Takes over the ticks that the kernel tells now.
    ///
    /// Its own counters of idle time and of waiting go back a little now and then, and a counter must not. When idle time
    /// goes back a lot, the processor was taken out and put in again, and everything starts anew.
    ///
    /// - Parameters:
    ///   - now: as many as the kernel has, in its order.
    ///   - jump: ticks that make a lot.
    mutating func advance(to now: [UInt64], jump: UInt64) {
        if hasRestarted(now, jump) { ticks.removeAll(keepingCapacity: true) }
        for (place, now) in now.prefix(labels.count).enumerated() {
            if place < ticks.count { ticks[place] = max(ticks[place], now) } else { ticks.append(now) }
        }
    }

    private func hasRestarted(_ now: [UInt64], _ jump: UInt64) -> Bool {
        guard ticks.count > Self.idle, now.count > Self.idle, ticks[Self.idle] > now[Self.idle] else { return false }
        return ticks[Self.idle] - now[Self.idle] >= jump
    }
}
