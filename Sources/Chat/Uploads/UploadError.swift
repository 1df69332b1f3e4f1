import Wire

/// Why an upload was refused or broken off by the server.
public struct UploadError: Error, Sendable, Equatable {
    /// What HTTP has a status of its own for.
    public enum Reason: Sendable {
        /// What ``error`` says.
        case other
        /// The content is of a type that is not taken.
        case mediaType
        /// There is no room on the disk.
        case outOfSpace
    }

    /// What is told to the client.
    public var error: ChatError
    /// Narrows it down.
    public var reason: Reason

    /// Wraps an error of `Chat`.
    public init(_ error: ChatError, reason: Reason = .other) {
        self.error = error
        self.reason = reason
    }

    /// The request does not say what it must.
    public static func malformed(_ message: String) -> UploadError {
        UploadError(.malformed(message))
    }

    /// There are more bytes than some limit allows.
    static func tooLarge(_ message: String) -> UploadError {
        UploadError(ChatError(code: .tooLarge, message: message))
    }

    /// The content is of a type that is not in the list.
    static func mediaType(_ type: String) -> UploadError {
        UploadError(ChatError(code: .badFrame, message: "files of the type \(type) are not taken"), reason: .mediaType)
    }

    /// What a failure of the disk means to a client. The disk's own text stays in ``ChatError/detail``.
    init(_ error: UploadStoreError) {
        switch error {
        case .outOfSpace(let detail):
            self.init(
                ChatError(code: .storeUnavailable, message: "there is no room for uploads on the server", detail: detail),
                reason: .outOfSpace)
        case .unavailable(let detail):
            self.init(
                ChatError(
                    code: .storeUnavailable, message: "uploads cannot be stored; try again later", retryAfterMilliseconds: 1_000,
                    detail: detail))
        }
    }
}
