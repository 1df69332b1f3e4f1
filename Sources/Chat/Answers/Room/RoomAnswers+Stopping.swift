extension RoomAnswers {
    /// The id of the answer that `stop` means: its own, or that of the question, which is all that a client knows before the
    /// first chunk.
    ///
    /// - Returns: nil when no such answer is given, waits or is about to be stored.
    func answerID(for messageID: String) -> String? {
        if let current, current.asked.id == messageID || current.asked.questionID == messageID { return current.asked.id }
        if let asked = waiting.first(where: { $0.id == messageID || $0.questionID == messageID }) { return asked.id }
        return withdrawn.first { $0.key == messageID || $0.value.questionID == messageID }?.key
    }

    /// Somebody wants to know when this answer's end is stored; it is one that ``answerID(for:)`` gave.
    mutating func addStopper(_ stopper: AnswerStopper, to id: String) {
        if isCurrent(id) {
            current?.stoppers.append(stopper)
        } else {
            withdrawn[id]?.stoppers.append(stopper)
        }
    }

    /// Takes an answer that waits out of the queue, to end it.
    mutating func withdraw(_ id: String) -> AskedAnswer? {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return nil }
        withdrawn[id] = Withdrawn(questionID: waiting[index].questionID)
        return waiting.remove(at: index)
    }

    /// Takes all that wait out of the queue, to end them.
    mutating func withdrawAll() -> [AskedAnswer] {
        waiting.map(\.id).compactMap { withdraw($0) }
    }

    /// Forgets the answer that waits for this question's turn: it was deleted.
    ///
    /// - Returns: that answer; nil when there was none.
    mutating func forget(questionID: String) -> AskedAnswer? {
        waiting.firstIndex { $0.questionID == questionID }.map { waiting.remove(at: $0) }
    }
}
