import LanguageModels

/// A server of which everything is known beforehand.
struct FixedSource: OperationsSource {
    var figures = ServerFigures(
        node: "n1", version: "0.1.0", uptimeSeconds: 7_500, connectionLimit: 100_000, fileDescriptorLimit: 65_536)
    /// Oldest first.
    var seconds: [OperationsSecond] = []
    var rooms: [BusyRoom]? = []
    var slow: [SlowestRoom]?
    var watched: [OperationsCondition] = []
    var executing: ExecutionFigures?

    func server() -> ServerFigures { figures }
    func history(seconds count: Int) -> [OperationsSecond] { Array(seconds.suffix(count)) }
    func busiestRooms() -> [BusyRoom]? { rooms }
    func slowestRooms() -> [SlowestRoom]? { slow }
    func conditions() -> [OperationsCondition] { watched }
    func executions() -> ExecutionFigures? { executing }
}

extension FixedSource {
    /// 2024-02-29T12:00:00Z.
    static let start: Int64 = 1_709_208_000_000

    /// Ten minutes of an ordinary server, whose 300th second had trouble.
    static let eventful: FixedSource = {
        var source = FixedSource()
        source.seconds = (1...600).map(ordinary)
        source.seconds[299] = troubled(source.seconds[299])
        source.rooms = [
            BusyRoom(id: "lobby", sockets: 1_200, messagesPerSecond: 18.25), BusyRoom(id: "support", sockets: 1, messagesPerSecond: 0.5),
        ]
        source.slow = [
            SlowestRoom(id: "support", messageMilliseconds: 12.5, answerMilliseconds: 3_400),
            SlowestRoom(id: "lobby", messageMilliseconds: 480),
        ]
        source.watched = [highErrorRate, slowDelivery, stalled, answers]
        return source
    }()

    /// The same without the trouble.
    static let quiet: FixedSource = {
        var source = FixedSource()
        source.seconds = (1...600).map(ordinary)
        source.watched = [slowDelivery, stalled, answers]
        return source
    }()

    /// A second in which 20 messages came and 24,000 left.
    static func ordinary(_ number: Int) -> OperationsSecond {
        var second = OperationsSecond(endMilliseconds: start + Int64(number) * 1_000)
        second.connections = .init(chat: Float(1_200 + number / 60), dashboard: 4, total: Float(1_204 + number / 60))
        second.opened = number % 60 == 0 ? 1 : 0
        second.messagesIn = 20
        second.messagesOut = 24_000
        second.bytesIn = 4_100
        second.bytesOut = 6_240_000
        second.operations = .init(ok: 20)
        second.handshakes = second.opened
        second.answers = .init()
        second.latency = .init(p50: 1.25, p90: 2.5, p99: 9.75, max: 14)
        second.delivery = .init(p50: 2.1, p99: 15)
        second.loopLagP99 = 0.31
        second.commitP99 = 4.1
        second.storeQueue = 3
        second.storeErrors = 0
        second.rooms = 12
        second.outboxBytes = 0
        second.cpuSeconds = 0.42
        second.residentBytes = 45_200_000
        second.openFileDescriptors = 1_260
        return second
    }

    private static func troubled(_ second: OperationsSecond) -> OperationsSecond {
        var second = second
        second.operations = .init(ok: 5, clientErrors: 3, serverErrors: 12)
        second.errors = [Tally("store_unavailable", 12), Tally("rate_limited", 3)]
        second.failures = [Tally("chat message", 11), Tally("http POST /api/conversations", 1)]
        second.closes = [Tally("4420", 2), Tally("1006", 1)]
        second.refusals = [Tally("origin", 1)]
        second.slowConsumers = [Tally("chat", 2)]
        second.answers = .init(ok: 2, serverErrors: 1)
        second.delivery.p99 = 2_450
        second.loopLagP99 = 120
        second.commitP99 = 1_900
        second.storeQueue = 412
        second.storeErrors = 12
        second.outboxBytes = 2_100_000
        return second
    }

    private static let highErrorRate = OperationsCondition(
        name: "HighErrorRate", severity: "page", state: .firing, meaning: "operations that failed on the server's side, last 1 min",
        value: 0.123, limit: 0.05, unit: .ratio, holdSeconds: 30, sinceMilliseconds: start + 300_000)
    private static let slowDelivery = OperationsCondition(
        name: "SlowDelivery", severity: "page", state: .ok, meaning: "p99 from a frame's receipt to its last reader, last 5 min",
        value: 15, limit: 1_000, unit: .milliseconds, holdSeconds: 120)
    private static let stalled = OperationsCondition(
        name: "SlowConsumers", severity: "ticket", state: .ok, meaning: "sockets closed because they did not read, last 5 min",
        value: 2, limit: 30, unit: .count, holdSeconds: 120)
    private static let answers = OperationsCondition(
        name: "AssistantErrors", severity: "ticket", state: .ok, meaning: "answers that failed, last 5 min", value: nil, limit: 0.05,
        unit: .ratio, holdSeconds: 120)
}
