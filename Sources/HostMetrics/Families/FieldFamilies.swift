import Telemetry

/// Families whose names come from the kernel: one for each field of a file.
struct FieldFamilies: Sendable {
    private var rows = KeptRows<Row>()

    private struct Row: Sendable {
        /// Nil for a field that is not shown.
        let shape: FamilySnapshot?
        let scale: Double
    }

    /// Starts a gather: there is no family.
    mutating func begin() {
        rows.begin()
    }

    /// Shows the next field.
    ///
    /// - Parameters:
    ///   - key: what tells the field from the others.
    ///   - output: where it is shown.
    ///   - number: its number, asked for only if the field is shown.
    ///   - declare: the family of a field that is new; nil if it is not to be shown.
    /// - Returns: whether there was room.
    mutating func append<Failure: Error>(
        _ key: ArraySlice<UInt8>, to output: inout FamilyOutput, number: () throws(Failure) -> Double,
        declare: () -> HostFamily?
    ) throws(Failure) -> Bool {
        let place = rows.next(key) {
            let family = declare()
            return Row(shape: family?.shape, scale: family?.scale ?? 1)
        }
        guard let place else { return false }
        if let shape = rows[place].shape { output.put(try number() * rows[place].scale, shape) }
        return true
    }

    /// Forgets the fields that did not come again.
    mutating func finish() {
        rows.finish()
    }
}
