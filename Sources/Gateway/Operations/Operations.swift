import Agents
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
    private let executions: EndpointOperations

    /// Declares the families.
    public init(registry: Registry) {
        total = registry.counter(
            "telltale_operations_total", help: "Units of work that clients asked for, by how they ended.",
            labels: ["endpoint", "operation", "outcome"])
        duration = registry.histogram(
            "telltale_operation_duration_seconds", help: "How long operations took.", labels: ["endpoint", "operation"],
            buckets: .longDurations)
        errors = registry.counter(
            "telltale_errors_total", help: "Errors reported to clients, by code.", labels: ["endpoint", "code"])
        answers = EndpointOperations(
            name: Endpoint.chat.rawValue, total: total, duration: duration, errors: errors, operations: [Self.answer])
        executions = EndpointOperations(
            name: Endpoint.agents.rawValue, total: total, duration: duration, errors: errors, operations: [Self.execution])
    }

    private static let answer = "answer"
    private static let execution = "execution"

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
        answers.countEnd(of: Self.answer, error, nanoseconds: nanoseconds, subject: .message(messageID))
    }
}

extension Operations: ExecutionObserver {
    /// Counts an execution as the operation `execution` of the agents' socket. One that was cancelled is the client's doing, and
    /// no error.
    public func ended(_ execution: Execution, nanoseconds: Int64) {
        let subject = OperationSubject.execution(execution.id)
        if execution.status == .cancelled {
            executions.count(Self.execution, .clientError, nanoseconds: nanoseconds, subject: subject)
        } else {
            executions.countEnd(of: Self.execution, execution.error?.code, nanoseconds: nanoseconds, subject: subject)
        }
    }
}

extension EndpointOperations {
    /// Counts an operation that failed with this code, or went well without one.
    fileprivate func countEnd(of operation: String, _ error: ErrorCode?, nanoseconds: Int64, subject: OperationSubject) {
        if let error {
            count(operation, error: error, nanoseconds: nanoseconds, subject: subject)
        } else {
            count(operation, .ok, nanoseconds: nanoseconds, subject: subject)
        }
    }
}
