/// Where a search goes on.
struct SearchCursor {
    /// The store's own place.
    var position: Int64

    init(position: Int64) {
        self.position = position
    }

    /// The cursor as clients carry it: the place in base 36.
    var text: String {
        String(position, radix: 36)
    }

    /// Reads a cursor that a client sent back; nil when it is none of ours.
    init?(text: String) {
        guard let position = Int64(text, radix: 36), position >= 0, String(position, radix: 36) == text else { return nil }
        self.position = position
    }
}
