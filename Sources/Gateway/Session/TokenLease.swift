import Identity
import Sockets
import Wire

/// How a socket lives with the expiry of its token: decided here, done by the session.
///
/// At expiry the client is told and has a grace in which only `refresh` and `ping` are handled; then the socket closes 4401.
struct TokenLease {
    /// How long a client may take to bring a new token, milliseconds.
    static let graceMilliseconds: Int64 = 25_000

    enum Action: Equatable {
        /// Tell the client and come back after the grace.
        case announceExpiry
        /// The grace is over.
        case close
        /// A newer token is in force: come back in so many milliseconds.
        case wait(milliseconds: Int64)
    }

    private(set) var principal: Principal
    /// Whether only `refresh` and `ping` are handled.
    private(set) var isExpired = false

    init(_ principal: Principal) {
        self.principal = principal
    }

    var expiresAtMilliseconds: Int64 { principal.expiresAt * 1000 }

    /// Milliseconds until the token runs out.
    func remaining(now: Int64) -> Int64 { max(0, principal.expiresAt - now) * 1000 }

    /// The deadline came, at `now` in Unix seconds.
    mutating func deadlineReached(now: Int64) -> Action {
        if isExpired { return .close }
        guard principal.expiresAt <= now else { return .wait(milliseconds: remaining(now: now)) }
        isExpired = true
        return .announceExpiry
    }

    /// Takes a new token's principal: the same user, with the socket's scope.
    ///
    /// - Returns: false when it is somebody else's or lacks the scope.
    mutating func renew(_ renewed: Principal, scope: Scopes) -> Bool {
        // Byte by byte: to a String "é" is one text, whether it is one scalar or two.
        guard renewed.userID.utf8.elementsEqual(principal.userID.utf8), renewed.scopes.allows(scope) else { return false }
        principal = renewed
        isExpired = false
        return true
    }
}
