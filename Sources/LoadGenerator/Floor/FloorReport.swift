/// What a write of a pre-framed message costs.
public struct FloorReport: Sendable, Equatable {
    public var subscribers: Int
    public var frameBytes: Int
    public var window: Int
    public var writes: UInt64 = 0
    /// Length of the measurement.
    public var seconds = 0.0
    /// CPU time within the writes alone.
    public var writeSeconds = 0.0
    /// CPU time of the writer, with its waiting for the reader.
    public var totalSeconds = 0.0
    /// CPU time of the reader, with its connecting.
    public var readerSeconds = 0.0

    init(plan: FloorPlan) {
        subscribers = plan.subscribers
        frameBytes = plan.frame.count
        window = plan.window
    }

    /// The floor: CPU microseconds of one write.
    public var microsecondsPerWrite: Double { each(writeSeconds) }

    /// The report as one JSON object in one line.
    public var json: String {
        var object = JSONObject()
        object.add("mode", "floor")
        object.add("subscribers", subscribers)
        object.add("frame_bytes", frameBytes)
        object.add("window", window)
        object.add("writes", writes)
        object.add("seconds", seconds)
        object.add("writes_per_second", seconds > 0 ? Double(writes) / seconds : 0, digits: 0)
        object.add("cpu_us_per_write", microsecondsPerWrite, digits: 4)
        object.add("cpu_us_per_write_with_waiting", each(totalSeconds), digits: 4)
        object.add("reader_cpu_us_per_write", each(readerSeconds), digits: 4)
        return object.text
    }

    /// The report for a terminal.
    public var table: String {
        "Floor         \(NumberText.fixed(microsecondsPerWrite, 3)) µs of CPU a write of \(frameBytes) bytes to \(subscribers) sockets, "
            + "\(NumberText.grouped(writes)) writes, reader \(NumberText.fixed(each(readerSeconds), 3)) µs\n"
    }

    private func each(_ time: Double) -> Double { writes > 0 ? time * 1e6 / Double(writes) : 0 }
}
