import Wire

extension ExecutionCursor {
    /// Goes on after this execution.
    init(_ execution: Execution) {
        self.init(createdAtMilliseconds: execution.createdAtMilliseconds, id: execution.id)
    }

    /// The cursor as clients carry it: the time in base 36, a dot, the id. All its characters are safe in a URL.
    var text: String {
        String(createdAtMilliseconds, radix: 36) + "." + id
    }

    /// Reads a cursor that a client sent back; nil when it is none of ours.
    init?(text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, Identifier.isValid(parts[1]), let milliseconds = Int64(parts[0], radix: 36), milliseconds >= 0 else {
            return nil
        }
        self.init(createdAtMilliseconds: milliseconds, id: String(parts[1]))
    }
}
