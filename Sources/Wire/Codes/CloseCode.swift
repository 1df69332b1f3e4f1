/// A WebSocket close code (RFC 6455 section 7.4 and the protocol's own from 4400 on).
public struct CloseCode: RawRepresentable, Hashable, Sendable {
    /// The number on the wire.
    public var rawValue: UInt16

    /// Any code, a peer's invention too.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// 1000: done.
    public static let normal = CloseCode(rawValue: 1000)
    /// 1001: shutdown or drain.
    public static let goingAway = CloseCode(rawValue: 1001)
    /// 1002: the peer broke RFC 6455.
    public static let protocolError = CloseCode(rawValue: 1002)
    /// 1003: a binary message on a JSON socket.
    public static let unsupportedData = CloseCode(rawValue: 1003)
    /// 1005: a Close without a code; never sent.
    public static let noStatus = CloseCode(rawValue: 1005)
    /// 1006: gone without a Close; never sent.
    public static let abnormal = CloseCode(rawValue: 1006)
    /// 1007: a text message that is not UTF-8.
    public static let invalidPayload = CloseCode(rawValue: 1007)
    /// 1009: a message over the limit.
    public static let tooBig = CloseCode(rawValue: 1009)
    /// 1011: a fault of the server.
    public static let internalError = CloseCode(rawValue: 1011)
    /// 1013: overloaded, try later.
    public static let overloaded = CloseCode(rawValue: 1013)
    /// 4400: a malformed id or parameter.
    public static let badRequest = CloseCode(rawValue: 4400)
    /// 4401: token missing, invalid or expired.
    public static let unauthorized = CloseCode(rawValue: 4401)
    /// 4403: scope or access missing.
    public static let forbidden = CloseCode(rawValue: 4403)
    /// 4404: no such conversation or execution.
    public static let notFound = CloseCode(rawValue: 4404)
    /// 4408: no heartbeat.
    public static let heartbeat = CloseCode(rawValue: 4408)
    /// 4413: too many connections of a user or an address.
    public static let connectionLimit = CloseCode(rawValue: 4413)
    /// 4420: the queue to a slow consumer exceeded its budget.
    public static let slowConsumer = CloseCode(rawValue: 4420)
    /// 4429: rate limit abused.
    public static let rateLimited = CloseCode(rawValue: 4429)

    /// The values of the label `code`, besides ``otherLabel``.
    private static let labels: [CloseCode: String] = {
        let known: [CloseCode] = [
            .normal, .goingAway, .protocolError, .unsupportedData, .noStatus, .abnormal, .invalidPayload, .tooBig,
            .internalError, .overloaded, .badRequest, .unauthorized, .forbidden, .notFound, .heartbeat, .connectionLimit,
            .slowConsumer, .rateLimited,
        ]
        return Dictionary(uniqueKeysWithValues: known.map { ($0, String($0.rawValue)) })
    }()

    /// The label of every code that is not in the protocol's table.
    public static let otherLabel = "other"

    /// The closed set of values of the label `code`.
    public static var allLabels: [String] {
        labels.values.sorted() + [otherLabel]
    }

    /// The value of the label `code`: the number for the protocol's codes, 1005 and 1006; `other` for any else, so that a
    /// client's invention never becomes a series.
    public var label: String {
        Self.labels[self] ?? Self.otherLabel
    }
}
