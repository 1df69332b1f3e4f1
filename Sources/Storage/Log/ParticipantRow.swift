/// A participant as the table has them: without what they read by saying something that is in no index yet.
struct ParticipantRow {
    let key: Int64
    let name: String
    let lastReadSeq: Int64
    /// Where the conversation was when they joined.
    let joinedAfter: Int64
    let isOperator: Bool

    /// How far they have read.
    ///
    /// - Parameter mark: the `seq` of the last that they said, recently.
    func readMark(with mark: Int64?) -> Int64 {
        guard let mark, mark > joinedAfter else { return lastReadSeq }
        return max(lastReadSeq, mark)
    }
}
