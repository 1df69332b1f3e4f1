extension Execution {
    /// Writes the object that sockets and the REST API show.
    public func encode(into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("agent", agent)
        writer.member("user_id", userID)
        writer.member("platform", platform)
        writer.member("model", model)
        writer.member("status", status.rawValue)
        writer.member("attempt", attempt)
        writer.member("parent", parent)
        writer.name("progress")
        writer.beginObject()
        progress.encodeMembers(into: &writer)
        writer.endObject()
        writer.name("input")
        writer.raw(input.utf8)
        writer.name("output")
        writer.raw((output ?? "null").utf8)
        writer.name("error")
        if let error { error.encode(into: &writer) } else { writer.null() }
        encodeUsage(into: &writer)
        encodeLabels(into: &writer)
        encodeTimes(into: &writer)
        writer.endObject()
    }

    private func encodeUsage(into writer: inout JSONWriter) {
        writer.name("tokens")
        writer.beginObject()
        writer.member("input", inputTokens)
        writer.member("output", outputTokens)
        writer.member("total", totalTokens)
        writer.endObject()
        writer.member("cost_usd", costUSD)
    }

    private func encodeLabels(into writer: inout JSONWriter) {
        writer.name("labels")
        writer.beginObject()
        for label in labels {
            writer.name(escaping: label.name)
            writer.value(label.value)
        }
        writer.endObject()
    }

    private func encodeTimes(into writer: inout JSONWriter) {
        writer.member("created_at", time: createdAtMilliseconds)
        writer.member("started_at", time: startedAtMilliseconds)
        writer.member("completed_at", time: completedAtMilliseconds)
        writer.member("duration_ms", durationMilliseconds)
    }

    /// About how many bytes ``encode(into:)`` writes.
    public var encodedSize: Int {
        640 + input.utf8.count + (output?.utf8.count ?? 0) + labels.count * 64
    }
}
