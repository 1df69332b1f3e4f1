import Telemetry

/// The families of an area whose series come row by row: a line of the file gives each family one series.
struct FamilyTable: Sendable {
    private var columns: [Column]

    private struct Column: Sendable {
        let declared: HostFamily
        /// The same with the series of the gather that goes on.
        var family: FamilySnapshot
        var count = 0
    }

    /// - Parameter families: the families, later named by their place.
    init(_ families: [HostFamily]) {
        columns = families.map { Column(declared: $0, family: $0.shape) }
    }

    /// Starts a gather: no family has a series.
    ///
    /// - Parameter output: what an earlier gather left.
    mutating func begin(_ output: inout FamilyOutput) {
        var position = 0
        for index in columns.indices {
            columns[index].count = 0
            guard let series = output.take(position, columns[index].family.name) else { continue }
            columns[index].family.series = series
            position += 1
        }
    }

    /// Gives a family its next series.
    ///
    /// - Parameters:
    ///   - place: which family.
    ///   - number: in the unit of the kernel.
    mutating func append(_ place: Int, _ number: UInt64, _ labels: LabelSet = .none) {
        append(place, Double(number), labels)
    }

    /// Gives a family its next series.
    mutating func append(_ place: Int, _ number: Double, _ labels: LabelSet = .none) {
        columns[place].family.put(number * columns[place].declared.scale, labels: labels, at: columns[place].count)
        columns[place].count += 1
    }

    /// Shows the families that have series.
    mutating func finish(_ output: inout FamilyOutput) {
        for index in columns.indices where columns[index].count > 0 {
            columns[index].family.truncate(to: columns[index].count)
            output.exchange(&columns[index].family.series, columns[index].declared.shape)
        }
    }
}
