import Wire

/// Is told of each execution when it has ended: the operation `execution` of the error rate.
///
/// Called on the store's thread; it must neither block nor call back into `Agents`.
public protocol ExecutionObserver: Sendable {
    /// An execution has ended: once for each, after its end was stored.
    ///
    /// - Parameters:
    ///   - execution: as it is for ever.
    ///   - nanoseconds: from its making to its end.
    func ended(_ execution: Execution, nanoseconds: Int64)
}
