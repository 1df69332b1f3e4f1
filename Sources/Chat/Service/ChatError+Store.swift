import Wire

extension ChatError {
    /// What a failure of the store means to a client. The store's own text stays in ``detail``.
    init(_ error: StoreError) {
        switch error {
        case .overloaded:
            self.init(
                code: .overloaded, closeCode: .overloaded, message: "too many writes are waiting; try again later",
                retryAfterMilliseconds: 1_000)
        case .unavailable(let reason):
            self.init(
                code: .storeUnavailable, closeCode: .internalError, message: "the store is unavailable; try again later",
                retryAfterMilliseconds: 1_000, detail: reason)
        case .closed:
            self.init(code: .storeUnavailable, closeCode: .goingAway, message: "the server is shutting down", retryAfterMilliseconds: 1_000)
        }
    }
}
