/// Why an execution failed.
public struct ExecutionFailure: Sendable, Equatable {
    /// One of the protocol's codes.
    public var code: ErrorCode
    /// What clients are told.
    public var message: String

    /// A failure.
    public init(code: ErrorCode, message: String) {
        self.code = code
        self.message = message
    }

    /// Writes `{code, message}`.
    public func encode(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("code", code.rawValue)
        writer.member("message", message)
        writer.endObject()
    }
}
