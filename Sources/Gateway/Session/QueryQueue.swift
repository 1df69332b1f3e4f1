/// The questions of one connection that wait for their answers to leave: one at a time, in order.
///
/// Bounded by the frames that a connection may have in progress. Not thread-safe: part of a session.
struct QueryQueue<Query> {
    private var waiting: [Query] = []
    private var isBusy = false

    /// Takes a question; returns it when it may be asked now.
    mutating func add(_ query: Query) -> Query? {
        guard !isBusy else {
            waiting.append(query)
            return nil
        }
        isBusy = true
        return query
    }

    /// The answer has left; returns the next question.
    mutating func finished() -> Query? {
        guard !waiting.isEmpty else {
            isBusy = false
            return nil
        }
        return waiting.removeFirst()
    }
}
