/// Why a room may not know how this server runs; what it says is for somebody who reads it in that room.
public enum OperationsRefusal: Sendable, Equatable {
    /// Whoever asked may not know.
    case asker
    /// Others who take part may not know.
    ///
    /// - Parameters:
    ///   - first: ids of some of them, at least one.
    ///   - hasMore: whether they are not all.
    case participants(first: [String], hasMore: Bool)
    /// Nobody takes part yet who would have to be asked, and anybody may enter and read the answer later.
    case open
    /// It is not known that everybody may.
    case unknown
}
