import Sockets

/// Where a handshake carries its token and which subprotocol it asks for.
///
/// The token is `?token=`, or `Authorization: Bearer`, or offered as the subprotocol `telltale.token.<jwt>` beside the one
/// to speak, since browsers can set no header. It is never echoed.
struct TokenOffer: Equatable {
    var token: String?
    /// The subprotocol to select; nil when none was offered that the endpoint speaks.
    var subprotocol: String?
    /// A token was offered as the only subprotocol: there is none to select, which browsers take for a failure.
    var offersTokenAlone = false

    private static let tokenPrefix = "telltale.token."

    /// - Parameters:
    ///   - speaks: the subprotocol that the endpoint speaks.
    ///   - values: all values of a header field by its lower-case name.
    init(query: String?, speaks: String, values: (String) -> [String]) {
        let offered = Handshake.tokens(values("sec-websocket-protocol"))
        subprotocol = offered.first { $0 == speaks }
        let inProtocol = offered.first { $0.hasPrefix(Self.tokenPrefix) }.map { String($0.dropFirst(Self.tokenPrefix.count)) }
        offersTokenAlone = inProtocol != nil && subprotocol == nil
        token = query.flatMap { $0.isEmpty ? nil : $0 } ?? Self.bearer(values("authorization")) ?? inProtocol
    }

    /// The token of an `Authorization: Bearer` field (RFC 6750, section 2.1).
    static func bearer(_ values: [String]) -> String? {
        guard let value = values.first else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return parts[1].filter { $0 != " " }
    }
}
