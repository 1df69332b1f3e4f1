/// Asks servers on the web; the composition provides it.
public protocol WebFetching: Sendable {
    /// Does one GET request.
    ///
    /// Resolves the name once and connects to an address of ``WebAllowList/allowsConnecting(to:)`` only; asks
    /// ``WebAllowList/allows(_:)`` for each redirect (``WebTarget/redirected(to:)``). Sends no credentials. Cancelling the task ends
    /// it at once.
    ///
    /// - Parameters:
    ///   - target: allowed by `hosts` already.
    ///   - hosts: what may be reached.
    /// - Throws: ``ToolError`` when there is no answer; an answer with an error's status is one.
    func fetch(_ target: WebTarget, allowing hosts: WebAllowList, limits: WebLimits) async throws(ToolError) -> WebAnswer
}
