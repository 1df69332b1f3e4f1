/// What was known of a server at one moment, so that all sections of a report speak of the same figures.
struct FrozenFigures: OperationsSource {
    private let figures: ServerFigures
    /// Oldest first.
    private let seconds: [OperationsSecond]
    private let rooms: [BusyRoom]?
    private let slow: [SlowestRoom]?
    private let watched: [OperationsCondition]
    private let executing: ExecutionFigures?

    init(of source: any OperationsSource) {
        figures = source.server()
        seconds = source.history(seconds: TimeWindow.range.upperBound)
        rooms = source.busiestRooms()
        slow = source.slowestRooms()
        watched = source.conditions()
        executing = source.executions()
    }

    func server() -> ServerFigures { figures }
    func busiestRooms() -> [BusyRoom]? { rooms }
    func slowestRooms() -> [SlowestRoom]? { slow }
    func conditions() -> [OperationsCondition] { watched }
    func executions() -> ExecutionFigures? { executing }

    /// As many as make up the time: the last one may be a second that still ran.
    func history(seconds count: Int) -> [OperationsSecond] {
        var length = 0.0
        var first = seconds.endIndex
        while first > seconds.startIndex, length < Double(count) - 0.5 {
            first -= 1
            length += Double(seconds[first].seconds)
        }
        return Array(seconds[first...])
    }
}
