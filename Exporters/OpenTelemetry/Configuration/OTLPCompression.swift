/// What is done to a request's body before it is sent.
public enum OTLPCompression: String, Sendable, Hashable, CaseIterable {
    case gzip
    case none
}
