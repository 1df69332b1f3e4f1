/// One content that is being written. Used by one task at a time; ends with ``finish()`` or ``discard()``.
public protocol UploadWriter: Sendable {
    /// Adds the next bytes. Suspends while the disk is busy, which is what slows the client down.
    func write(_ bytes: [UInt8]) async throws(UploadStoreError)

    /// Makes the content durable and visible under its id; after this it outlives a power cut.
    ///
    /// - Returns: the SHA-256 of the content, 64 hexadecimal digits in lower case (FIPS 180-4).
    func finish() async throws(UploadStoreError) -> String

    /// Leaves nothing behind, also after ``finish()`` or after an error. Does not fail: what cannot be removed now is removed
    /// by ``UploadStore/recover(known:)``.
    func discard() async
}
