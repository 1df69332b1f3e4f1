import Telemetry

/// The families of a gather, written one after the other into the memory of those that an earlier gather left.
///
/// Which families those are is not for the area to know: snapshots may be taken in turns, so each family is looked at
/// before it is used again.
struct FamilyOutput {
    private(set) var families: [FamilySnapshot] = []
    private var count = 0

    /// Shows a family of one number without labels.
    ///
    /// - Parameter shape: the family, whatever its series.
    mutating func put(_ number: Double, _ shape: FamilySnapshot) {
        makePlace(for: shape)
        families[count - 1].put(number, labels: .none, at: 0)
        families[count - 1].truncate(to: 1)
    }

    /// Shows a family with these series; what the earlier gather left is in `series` afterwards.
    mutating func exchange(_ series: inout [SeriesSnapshot], _ shape: FamilySnapshot) {
        makePlace(for: shape)
        swap(&families[count - 1].series, &series)
    }

    /// The series that the earlier gather left at a position, if they are of that family; they are gone from there then.
    mutating func take(_ position: Int, _ name: String) -> [SeriesSnapshot]? {
        guard position < families.count, families[position].name == name else { return nil }
        var series: [SeriesSnapshot] = []
        swap(&families[position].series, &series)
        return series
    }

    /// Exchanges the families that were shown with those of an earlier gather.
    mutating func exchange(with earlier: inout [FamilySnapshot]) {
        families.removeSubrange(count...)
        swap(&families, &earlier)
        count = 0
    }

    /// The next position holds this family; what follows another one is of no use and goes.
    private mutating func makePlace(for shape: FamilySnapshot) {
        if count < families.count, families[count].name != shape.name { families.removeSubrange(count...) }
        if count == families.count { families.append(shape) }
        count += 1
    }
}
