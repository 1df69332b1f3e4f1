/// How a server on the web is spoken to.
public enum WebScheme: String, Sendable {
    case http, https

    /// The port where a URL names none.
    public var usualPort: Int {
        switch self {
        case .http: 80
        case .https: 443
        }
    }
}
