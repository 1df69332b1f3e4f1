/// What somebody wants to know.
struct OperationsQuestion: Sendable, Equatable {
    /// About what.
    enum Topic: Sendable, CaseIterable {
        case help, stats, health, story
        case errors, connections, throughput, latency, rooms, store, machine
        case agents, answers, alerts
        /// Nothing that there are figures of.
        case unknown
        /// A window that the history does not hold.
        case unusableWindow
    }

    var topic: Topic
    var window: TimeWindow

    /// A question.
    init(_ topic: Topic, _ window: TimeWindow? = nil) {
        self.topic = topic
        self.window = window ?? Self.usualWindow(topic)
    }

    /// Reads a message.
    init(_ message: String) {
        let text = SpokenText(message)
        if let command = OperationsCommand(in: text) {
            self.init(command, WindowReading(argumentsOf: text))
        } else {
            self.init(Topic(text), WindowReading(text))
        }
    }

    private init(_ command: OperationsCommand, _ reading: WindowReading) {
        // The others show how things are now.
        guard command == .errors else {
            self.init(command.topic)
            return
        }
        self.init(command.topic, reading)
    }

    private init(_ topic: Topic, _ reading: WindowReading) {
        switch reading {
        case .none: self.init(topic)
        case .window(let window): self.init(topic, window)
        case .unusable: self.init(topic == .help || topic == .unknown ? topic : .unusableWindow)
        }
    }

    private static func usualWindow(_ topic: Topic) -> TimeWindow {
        switch topic {
        case .story: .tenMinutes
        case .stats, .health: .minute
        default: .fiveMinutes
        }
    }
}
