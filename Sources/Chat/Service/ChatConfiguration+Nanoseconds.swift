extension ChatConfiguration {
    var typingNanoseconds: Int64 { Self.nanoseconds(typingSeconds) }

    var presenceGraceNanoseconds: Int64 { Self.nanoseconds(presenceGraceSeconds) }

    /// Cut to between nothing and a century, so that a deadline cannot overflow.
    private static func nanoseconds(_ seconds: Double) -> Int64 {
        Int64(max(0, min(seconds, 3.2e9)) * 1e9)
    }
}
