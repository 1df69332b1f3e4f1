/// What the operations assistant is told with a slash.
enum OperationsCommand: String, CaseIterable, Sendable {
    case help = "/help"
    case stats = "/stats"
    case errors = "/errors"
    case rooms = "/rooms"
    case agents = "/agents"
    case alerts = "/alerts"

    /// The command that a text begins with.
    init?(in text: SpokenText) {
        guard let command = text.words.first.flatMap(Self.init(rawValue:)) else { return nil }
        self = command
    }

    /// What it asks about.
    var topic: OperationsQuestion.Topic {
        switch self {
        case .help: .help
        case .stats: .stats
        case .errors: .errors
        case .rooms: .rooms
        case .agents: .agents
        case .alerts: .alerts
        }
    }
}
