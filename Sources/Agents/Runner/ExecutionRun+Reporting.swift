extension ExecutionRun {
    /// Stores what happened, or stops the work.
    func tell(_ commands: [ExecutionCommand]) async throws(RunStop) {
        do throws(RunEnded) {
            try await report(commands)
        } catch {
            throw .ended
        }
    }
}
