extension StatsEntry {
    /// Writes the entry as one object; what is nil is left out.
    public func encode(into writer: inout JSONWriter) {
        writer.beginObject()
        for group in StatsGroup.all where group.fields.contains(where: { self[keyPath: $0.value] != nil }) {
            writer.inGroup(group) { writer in
                for field in group.fields {
                    writer.member(field.name, self[keyPath: field.value])
                }
            }
        }
        encodeErrors(into: &writer)
        encodeTopRooms(into: &writer)
        writer.endObject()
    }

    private func encodeErrors(into writer: inout JSONWriter) {
        guard let errorsByCode else { return }
        writer.name("errors_by_code")
        writer.beginObject()
        for (code, rate) in errorsByCode.sorted(by: { $0.key < $1.key }) {
            writer.name(escaping: code)
            writer.value(rate)
        }
        writer.endObject()
    }

    private func encodeTopRooms(into writer: inout JSONWriter) {
        guard let topRooms else { return }
        writer.name("top_rooms")
        writer.beginArray()
        for room in topRooms {
            room.encode(into: &writer)
        }
        writer.endArray()
    }
}

extension JSONWriter {
    /// Writes members inside the group's object, if it has one.
    mutating func inGroup(_ group: StatsGroup, _ members: (inout JSONWriter) -> Void) {
        if let name = group.name {
            self.name(name)
            beginObject()
        }
        members(&self)
        if group.name != nil {
            endObject()
        }
    }
}
