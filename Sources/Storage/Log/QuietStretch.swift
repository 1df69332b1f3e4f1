/// Events of a conversation none of which is a message. See ``Schema/quietStretches``.
struct QuietStretch {
    /// The conversation's key.
    let conversation: Int64
    let first: Int64
    let through: Int64

    /// Lengthens the stretch that it follows, or is a part of, else begins one. To write it twice is to write it once.
    ///
    /// - Parameter changes: how many rows the last statement changed.
    func write(
        extending extend: PreparedStatement, inserting insert: PreparedStatement, changes: () -> Int
    ) throws(SQLiteFailure) {
        for statement in [extend, insert] {
            statement.bind(conversation, at: 1)
            statement.bind(first, at: 2)
            statement.bind(through, at: 3)
            try statement.run()
            if changes() > 0 { return }
        }
    }
}
