import Agents
import Testing
import Wire

extension ExecutionRecord {
    /// Applies commands as one change, of the server unless said otherwise.
    @discardableResult
    public mutating func apply(
        _ commands: ExecutionCommand..., by actor: ExecutionActor = .server, at milliseconds: Int64 = 2_000
    ) throws(ExecutionRefusal) -> [ExecutionEvent] {
        try apply(ExecutionChange(execution.id, by: actor, commands, atMilliseconds: milliseconds))
    }

    /// Why commands are refused as one change; nil when they are not. Fails the test when what is refused leaves something.
    public mutating func refusal(
        of commands: ExecutionCommand..., by actor: ExecutionActor = .server, sourceLocation: SourceLocation = #_sourceLocation
    ) -> ExecutionRefusal? {
        let before = self
        do throws(ExecutionRefusal) {
            _ = try apply(ExecutionChange(execution.id, by: actor, commands, atMilliseconds: 9_999))
            return nil
        } catch {
            #expect(self == before, sourceLocation: sourceLocation)
            return error
        }
    }

    /// The sample execution, begun at 2,000.
    ///
    /// - Parameter lease: of the worker that began it; nil for the built-in runner.
    public static func running(_ lease: ExecutionLease? = nil) throws(ExecutionRefusal) -> ExecutionRecord {
        var record = sample()
        try record.apply(.start(lease: lease, model: nil))
        return record
    }
}
