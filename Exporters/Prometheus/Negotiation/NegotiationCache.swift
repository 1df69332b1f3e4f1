import Synchronization

/// What was negotiated before: a scraper sends the same headers each time, so reading them again would be most of what a
/// scrape allocates.
final class NegotiationCache: Sendable {
    private struct Entry {
        let accept: String?
        let acceptEncoding: String?
        let format: NegotiatedFormat
        let allowsGzip: Bool
    }

    /// Pairs of headers that are kept; the oldest makes room.
    private static let limit = 8

    private let entries = Mutex<[Entry]>([])

    /// The format that `Accept` asks for, and whether `Accept-Encoding` allows gzip.
    func negotiate(accept: String?, acceptEncoding: String?) -> (format: NegotiatedFormat, allowsGzip: Bool) {
        entries.withLock { entries in
            if let known = entries.first(where: { $0.accept == accept && $0.acceptEncoding == acceptEncoding }) {
                return (known.format, known.allowsGzip)
            }
            let made = Entry(
                accept: accept, acceptEncoding: acceptEncoding, format: AcceptHeader.negotiate(accept),
                allowsGzip: AcceptEncodingHeader.allowsGzip(acceptEncoding))
            if entries.count == Self.limit { entries.removeFirst() }
            entries.append(made)
            return (made.format, made.allowsGzip)
        }
    }
}
