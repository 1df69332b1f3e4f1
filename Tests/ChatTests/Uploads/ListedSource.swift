import Chat

/// An upload that comes in the pieces that a test lists.
struct ListedSource: UploadSource {
    /// The client went away.
    struct Gone: Error, Equatable {}

    var name: String
    var pieces: [[UInt8]]
    var length: Int64?
    var bodyLength: Int64?
    var longestLength: Int64?
    /// Whether the connection ends after the pieces, instead of the file.
    var isCut = false
    /// Called before each piece.
    var beforePiece: @Sendable () async -> Void = {}

    init(_ text: String, name: String = "notes.txt", length: Int64? = nil) {
        self.init([Array(text.utf8)], name: name, length: length)
    }

    init(_ pieces: [[UInt8]], name: String = "notes.txt", length: Int64? = nil) {
        self.name = name
        self.pieces = pieces
        self.length = length
        bodyLength = length
    }

    func fileName() async throws -> String { name }

    mutating func next() async throws -> [UInt8]? {
        await beforePiece()
        guard pieces.isEmpty else { return pieces.removeFirst() }
        if isCut { throw Gone() }
        return nil
    }
}
