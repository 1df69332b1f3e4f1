import Telemetry
import Wire

/// The numbers that the feed needs of one snapshot. Counters and distributions count from the start of the process.
///
/// nil is a family that the process does not have.
struct FeedSample: Sendable {
    /// Monotonic.
    var nanoseconds: Int64
    /// Unix time.
    var milliseconds: Int64

    var connections = StatsEntry.Connections()
    var opened: Double?
    var closed: Double?
    var refused: Double?
    var messagesIn: Double?
    var messagesOut: Double?
    var bytesIn: Double?
    var bytesOut: Double?
    var operations: OperationCounts?
    /// Errors by code, all endpoints together.
    var errors: [String: Double]?
    var latency: HistogramSnapshot?
    var delivery: HistogramSnapshot?
    var commit: HistogramSnapshot?
    var eventLoopLag: HistogramSnapshot?
    var rooms: Double?
    var pendingExecutions: Double?
    var runningExecutions: Double?
    /// Executions that ended, by outcome.
    var executions: [String: Double]?
    /// Tokens of models, for answers and for agents.
    var tokens: Double?
    /// US dollars for models, for answers and for agents.
    var costUSD: Double?
    var firstChunk: HistogramSnapshot?
    var storeQueue: Double?
    var outboxBytes: Double?
    var slowConsumers: Double?
    var cpuSeconds: Double?
    var residentBytes: Double?
    var openFileDescriptors: Double?
    /// Unix time, seconds.
    var startTime: Double?

    /// A sample without numbers.
    init(nanoseconds: Int64, milliseconds: Int64) {
        self.nanoseconds = nanoseconds
        self.milliseconds = milliseconds
    }
}
