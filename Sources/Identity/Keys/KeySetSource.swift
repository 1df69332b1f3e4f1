/// Where a key set comes from: an HTTPS URL, usually. Implemented outside this room.
public protocol KeySetSource: Sendable {
    /// Fetches the JWKS, whole.
    ///
    /// Should give up after a few seconds, accept `https` only, and read no more than ``KeySet/maximumJWKSBytes``.
    ///
    /// - Returns: the bytes of the JSON document.
    func fetch() async throws -> [UInt8]
}
