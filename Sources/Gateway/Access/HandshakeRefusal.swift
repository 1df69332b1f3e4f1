import Wire

/// A request for a socket that could not become one, on its way to the client and into the metrics.
struct HandshakeRefusal: Error, Equatable {
    var endpoint: Endpoint
    var answer: RefusalAnswer
}
