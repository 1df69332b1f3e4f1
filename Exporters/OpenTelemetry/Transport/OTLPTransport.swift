/// What carries requests to the collector.
public protocol OTLPTransport: Sendable {
    /// Sends one request and waits for the answer. It ends soon when its task is cancelled.
    ///
    /// - Throws: anything when there is no answer: then the same is tried again.
    func send(_ request: OTLPRequest) async throws -> OTLPResponse

    /// Gives back its connections. Nothing is sent afterwards.
    func close() async
}
