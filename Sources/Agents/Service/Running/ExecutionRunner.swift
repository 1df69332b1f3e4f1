/// Does the work of executions in this process.
public protocol ExecutionRunner: Sendable {
    /// Does the work of one execution, reporting on the way.
    ///
    /// Any number at a time, each in a task of its own. When that task is cancelled the execution is over: return at once; what
    /// is returned then is not used.
    func run(_ run: ExecutionRun) async -> ExecutionResult
}
