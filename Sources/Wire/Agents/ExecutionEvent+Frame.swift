extension AgentFrames {
    /// The frame of an event that has a `seq`: the same live and in a replay.
    public static func event(_ event: ExecutionEvent, of executionID: String) -> [UInt8] {
        switch event.content {
        case .update(let update):
            frame("execution_update", executionID, event.seq) { writer in
                writer.member("status", update.status.rawValue)
                writer.name("data")
                update.encode(into: &writer)
            }
        case .progress(let progress):
            frame("progress", executionID, event.seq, capacity: 192 + progress.message.utf8.count) { writer in
                progress.encodeMembers(into: &writer)
            }
        case .output(let index, let delta):
            frame("execution_output", executionID, event.seq, capacity: 160 + delta.utf8.count) { writer in
                writer.member("index", index)
                writer.member("delta", delta)
            }
        case .completed(let execution):
            end("execution_complete", execution, event.seq) { writer in
                writer.name("result")
                writer.raw((execution.output ?? "null").utf8)
            }
        case .failed(let execution):
            end("execution_error", execution, event.seq) { writer in
                writer.name("error")
                if let error = execution.error { error.encode(into: &writer) } else { writer.null() }
            }
        }
    }

    private static func end(
        _ type: String, _ execution: Execution, _ seq: Int64, _ members: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        let size = 160 + execution.encodedSize + (execution.output?.utf8.count ?? 0)
        return frame(type, execution.id, seq, capacity: size) { writer in
            members(&writer)
            writer.name("execution")
            execution.encode(into: &writer)
        }
    }

    private static func frame(
        _ type: String, _ executionID: String, _ seq: Int64, capacity: Int = 256, _ members: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        SharedFrames.frame(type, capacity: capacity) { writer in
            writer.member("execution_id", executionID)
            writer.member("seq", seq)
            members(&writer)
        }
    }
}

extension ExecutionUpdate {
    fileprivate func encode(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("attempt", attempt)
        writer.member("worker", worker)
        writer.member("reason", reason)
        writer.member("at", time: atMilliseconds)
        writer.endObject()
    }
}
