/// One content that is being read. It is closed when nobody holds it any more.
public protocol UploadReader: Sendable {
    /// Up to `count` bytes from `offset` on; fewer only at the end, none beyond it.
    func read(at offset: Int64, count: Int) async throws(UploadStoreError) -> [UInt8]
}
