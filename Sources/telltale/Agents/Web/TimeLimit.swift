/// Work that must end in time.
enum TimeLimit {
    /// The time was over first.
    struct Exceeded: Error {}

    /// Does something, and cancels it when it takes too long: it must then end by itself.
    ///
    /// - Throws: what the work throws; ``Exceeded`` when the time was over first.
    static func run<Value: Sendable>(_ limit: Duration, _ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw Exceeded()
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw Exceeded() }
            return value
        }
    }
}
