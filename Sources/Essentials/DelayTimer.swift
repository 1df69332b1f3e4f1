/// Calls back after a while; injected, so that tests let time pass themselves.
public protocol DelayTimer: Sendable {
    /// Calls `body` once, `nanoseconds` from now, on any thread. Returns at once.
    func after(nanoseconds: Int64, _ body: @escaping @Sendable () -> Void)
}
