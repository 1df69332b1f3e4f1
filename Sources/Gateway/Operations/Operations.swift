import Chat
import Telemetry
import Wire

/// How an operation ended: the error rate is the share of `serverError`.
enum OperationOutcome: String, Sendable, CaseIterable {
    case ok
    case clientError = "client_error"
    case serverError = "server_error"

    /// Whose doing an error is.
    init(_ code: ErrorCode) {
        self = code.isServerError ? .serverError : .clientError
    }
}

/// The families that count operations and errors; see the definition of the error rate in the documentation.
///
/// Any thread: operations end on event loops, on the store's thread and on HTTP tasks.
public final class Operations: Sendable {
    private let total: Family<Counter>
    private let duration: Family<Histogram>
    private let errors: Family<Counter>
    private let answers: EndpointOperations

    /// Declares the families.
    public init(registry: Registry) {
        total = registry.counter(
            "telltale_operations_total", help: "Units of work that clients asked for, by how they ended.",
            labels: ["endpoint", "operation", "outcome"])
        duration = registry.histogram(
            "telltale_operation_duration_seconds", help: "How long operations took.", labels: ["endpoint", "operation"])
        errors = registry.counter(
            "telltale_errors_total", help: "Errors reported to clients, by code.", labels: ["endpoint", "code"])
        answers = EndpointOperations(
            name: Endpoint.chat.rawValue, total: total, duration: duration, errors: errors, operations: [Self.answer])
    }

    private static let answer = "answer"

    /// The cells of one endpoint for its event loop or for all threads; resolved once, then without look-ups by label.
    ///
    /// - Parameter operations: those whose outcomes exist from the start.
    func endpoint(_ name: String, operations: [String] = []) -> EndpointOperations {
        EndpointOperations(name: name, total: total, duration: duration, errors: errors, operations: operations)
    }
}

extension Operations: AnswerObserver {
    /// Counts an answer of the assistant as the operation `answer` of the chat socket.
    public func answerEnded(error: ErrorCode?, nanoseconds: Int64, messageID: String) {
        if let error {
            answers.count(Self.answer, error: error, nanoseconds: nanoseconds, messageID: messageID)
        } else {
            answers.count(Self.answer, .ok, nanoseconds: nanoseconds, messageID: messageID)
        }
    }
}
