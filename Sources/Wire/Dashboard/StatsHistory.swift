/// Entries over time, written by columns: `ts[]` and one array a field.
///
/// The arrays nest as the fields of ``StatsEntry`` do. A field that no entry has is left out; where only some have it, the
/// others are `null`. `top_rooms` has no column: which rooms they are differs from entry to entry.
public struct StatsHistory: Sendable, Equatable {
    /// One entry and the time of its end.
    public struct Row: Sendable, Equatable {
        /// Unix time, milliseconds.
        public var timestampMilliseconds: Int64
        public var entry: StatsEntry

        /// A row.
        public init(timestampMilliseconds: Int64, entry: StatsEntry) {
            self.timestampMilliseconds = timestampMilliseconds
            self.entry = entry
        }
    }

    /// The time between rows, milliseconds.
    public var stepMilliseconds: Int
    /// Oldest first.
    public var rows: [Row]

    /// A history.
    public init(stepMilliseconds: Int, rows: [Row]) {
        self.stepMilliseconds = stepMilliseconds
        self.rows = rows
    }

    /// Writes the members `step_ms`, `ts` and `cluster`.
    func encode(into writer: inout JSONWriter) {
        writer.member("step_ms", stepMilliseconds)
        writer.name("ts")
        writer.beginArray()
        for row in rows {
            writer.time(row.timestampMilliseconds)
        }
        writer.endArray()
        writer.name("cluster")
        writer.beginObject()
        for group in StatsGroup.all {
            encode(group, into: &writer)
        }
        encodeErrors(into: &writer)
        writer.endObject()
    }

    private func encode(_ group: StatsGroup, into writer: inout JSONWriter) {
        let columns = group.fields.compactMap { field -> (name: StaticString, values: [Double?])? in
            let values = rows.map { $0.entry[keyPath: field.value] }
            return values.contains { $0 != nil } ? (field.name, values) : nil
        }
        guard !columns.isEmpty else { return }
        writer.inGroup(group) { writer in
            for column in columns {
                writer.name(column.name)
                writer.column(column.values)
            }
        }
    }

    private func encodeErrors(into writer: inout JSONWriter) {
        let codes = Set(rows.flatMap { $0.entry.errorsByCode?.keys.map(\.self) ?? [] })
        guard !codes.isEmpty else { return }
        writer.name("errors_by_code")
        writer.beginObject()
        for code in codes.sorted() {
            writer.name(escaping: code)
            writer.column(rows.map { $0.entry.errorsByCode?[code] })
        }
        writer.endObject()
    }
}

extension JSONWriter {
    /// Writes an array of numbers, `null` for those that are absent.
    fileprivate mutating func column(_ values: [Double?]) {
        beginArray()
        for value in values {
            if let value { self.value(value) } else { null() }
        }
        endArray()
    }
}
