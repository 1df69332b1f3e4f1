import Essentials

/// What `http_fetch` may reach: nothing, unless it is listed.
public struct WebAllowList: Sendable, Hashable {
    public let allowances: [WebAllowance]

    /// A list; empty by default, which allows nothing.
    public init(_ allowances: [WebAllowance] = []) {
        self.allowances = allowances
    }

    /// Whether a URL may be asked for. Each redirect asks anew.
    public func allows(_ target: WebTarget) -> Bool {
        allowances.contains { $0.allows(target) }
    }

    /// Whether an address that a name was resolved to, or that the URL has, may be connected to: a public one, or one that is
    /// listed itself. Asked for the address that the connection then goes to, or a name could change in between.
    public func allowsConnecting(to address: IPAddress) -> Bool {
        !address.isPrivate || allowances.contains { $0.names(address) }
    }
}
