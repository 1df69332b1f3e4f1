/// Where the bytes of an upload come from: one request of a client. Used by one task.
///
/// What its methods throw is taken as the client having gone away, unless it is an ``UploadError``: a source says with that
/// what is wrong with the request.
public protocol UploadSource {
    /// How long the file is, bytes; nil when that is not known beforehand.
    var length: Int64? { get }
    /// How much the client sends in all, the file and what is around it, bytes; nil when that is not known beforehand.
    var bodyLength: Int64? { get }
    /// How long the file is at most, bytes; nil when that is not known. Asked after ``fileName()``, where ``length`` is nil.
    var longestLength: Int64? { get }

    /// The file's name as the client gave it. Called once, before ``next()``.
    mutating func fileName() async throws -> String

    /// The next bytes of the file, as many as there are; nil at its end, which is only then reached when all has come.
    mutating func next() async throws -> [UInt8]?
}
