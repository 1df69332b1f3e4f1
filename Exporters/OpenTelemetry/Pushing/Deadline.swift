import HTTPClients

/// Something that may take only so long.
enum Deadline {
    /// - Parameters:
    ///   - deadline: in nanoseconds of the clock.
    ///   - body: cancelled at the deadline; it must end soon then.
    /// - Returns: what `body` returned, or nil when the time was over first.
    /// - Throws: what `body` threw in time.
    static func run<Result: Sendable>(
        until deadline: Int64, clock: ClientClock, _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result? {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await clock.sleep(deadline)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }
}
