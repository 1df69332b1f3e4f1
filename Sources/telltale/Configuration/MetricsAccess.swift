/// Who may read `/metrics` without a token of scope `metrics`.
enum MetricsAccess: Sendable, Equatable {
    /// Nobody.
    case token
    /// Requests whose `Host` is a loopback name; the server is bound to a loopback address.
    case loopback
    /// Everybody who can reach the port.
    case open
}
