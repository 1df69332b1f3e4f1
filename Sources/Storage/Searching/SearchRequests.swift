/// The searches that wait until the words of what was stored before them are written.
struct SearchRequests {
    private struct Waiting {
        /// Up to which position.
        let through: Int64
        /// When it waits no longer; monotonic nanoseconds.
        let deadline: Int64
        let answer: WriteQueue.Answer
    }

    private var waiting: [Waiting] = []

    var isEmpty: Bool {
        waiting.isEmpty
    }

    /// Adds searches that came now.
    mutating func add(_ answers: [WriteQueue.Answer], through position: Int64, now: Int64) {
        for answer in answers {
            waiting.append(Waiting(through: position, deadline: now + SearchPacing.effort, answer: answer))
        }
    }

    /// Answers those that have what they want or have waited enough.
    ///
    /// - Parameter searchable: up to which position words are written; nil when they cannot be.
    mutating func answer(searchable: Int64?, now: Int64) {
        waiting.removeAll { search in
            let isComplete = searchable.map { $0 >= search.through } ?? false
            guard isComplete || searchable == nil || now >= search.deadline else { return false }
            search.answer(isComplete)
            return true
        }
    }
}
