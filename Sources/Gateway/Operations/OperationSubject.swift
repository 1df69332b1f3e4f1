/// What an operation was about: lets people go from a figure to the thing.
enum OperationSubject: Sendable {
    case message(String)
    case execution(String)

    /// The labels of an exemplar.
    var exemplar: KeyValuePairs<String, String> {
        switch self {
        case .message(let id): ["message_id": id]
        case .execution(let id): ["execution_id": id]
        }
    }
}
