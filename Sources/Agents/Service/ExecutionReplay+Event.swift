import Wire

extension ExecutionReplay.Frame {
    /// The event as it goes out live.
    init(_ event: ExecutionEvent, of executionID: String) {
        self.init(seq: event.seq, type: Self.type(of: event.content), payload: AgentFrames.event(event, of: executionID))
    }

    private static func type(of content: ExecutionEvent.Content) -> String {
        switch content {
        case .update: "execution_update"
        case .progress: "progress"
        case .output: "execution_output"
        case .completed: "execution_complete"
        case .failed: "execution_error"
        }
    }
}
