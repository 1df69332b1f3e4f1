import Telemetry

/// What the lines of metadata say of a family.
///
/// OpenMetrics takes the kind out of the family's name: the counter `a_total` is the family `a`. Samples keep their names in
/// every format. A family that OpenMetrics could not have under its name and kind is shown as a kind that it can have, since
/// changing its samples' names would make other series of them.
struct FamilyHead {
    /// Bytes of the declared name that are the family's.
    let nameLength: Int
    let type: StaticString
    let unit: String?

    /// The head in the text format 0.0.4, which has neither units nor infos nor state sets.
    init(text family: borrowing FamilySnapshot) {
        nameLength = family.name.utf8.count
        unit = nil
        type =
            switch family.kind {
            case .counter: "counter"
            case .gauge, .info, .stateSet: "gauge"
            case .histogram: "histogram"
            case .unknown: "untyped"
            }
    }

    /// The head in OpenMetrics.
    ///
    /// - Parameter claimed: the names of all families of the exposition, which may clash.
    init(openMetrics family: borrowing FamilySnapshot, among claimed: ClaimedNames) {
        let length = family.name.utf8.count
        let stem = Self.stem(of: family)
        let name = family.name
        let isFree = stem.map { claimed.isFree($0, of: name) } ?? false
        nameLength = isFree ? stem ?? length : length
        switch family.kind {
        case .counter: type = isFree ? "counter" : "unknown"
        case .info: type = isFree ? "info" : "gauge"
        case .gauge: type = "gauge"
        case .histogram: type = "histogram"
        case .stateSet: type = family.labelNames.contains(family.name) ? "stateset" : "gauge"
        case .unknown: type = "unknown"
        }
        unit = Self.unit(of: family, nameLength: nameLength)
    }

    /// The unit of a family that is shown under its declared name; nil where the name does not say it, since readers refuse
    /// the whole exposition for that.
    static func unit(of family: borrowing FamilySnapshot) -> String? {
        unit(of: family, nameLength: stem(of: family) ?? family.name.utf8.count)
    }

    /// Bytes of the name without the suffix of its kind; nil where there is no suffix to leave out.
    static func stem(of family: borrowing FamilySnapshot) -> Int? {
        let suffix: StaticString
        switch family.kind {
        case .counter: suffix = "_total"
        case .info: suffix = "_info"
        case .gauge, .histogram, .stateSet, .unknown: return nil
        }
        let length = family.name.utf8.count - suffix.utf8CodeUnitCount
        guard length > 0, family.name.utf8.dropFirst(length).elementsEqual(bytes(of: suffix)) else { return nil }
        return length
    }

    /// The unit where OpenMetrics allows it: infos and state sets have none, and the name must end in it.
    private static func unit(of family: borrowing FamilySnapshot, nameLength: Int) -> String? {
        guard let unit = family.unit, !unit.isEmpty, family.kind != .info, family.kind != .stateSet else { return nil }
        let name = family.name.utf8.prefix(nameLength)
        guard name.count > unit.utf8.count, name.suffix(unit.utf8.count).elementsEqual(unit.utf8) else { return nil }
        return name.dropLast(unit.utf8.count).last == UInt8(ascii: "_") ? unit : nil
    }

    private static func bytes(of text: StaticString) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }
}
