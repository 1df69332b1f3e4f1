import Glibc

/// What was made from the rows of a file, kept for the next time that the same rows come in the same order.
///
/// Labels and names are made once a row and not once a gather. A row that is new is put in where it comes, and rows that
/// no longer come are dropped, so nothing is kept for longer than the machine has it.
struct KeptRows<Element> {
    /// More rows are refused: a machine with thousands of devices would drown a scrape.
    static var limit: Int { 4_096 }

    private var rows: [(key: [UInt8], element: Element)] = []
    private var cursor = 0

    /// The elements of this gather, once it has finished.
    var elements: some Sequence<Element> {
        rows.lazy.map(\.element)
    }

    /// Starts with the first row again.
    mutating func begin() {
        cursor = 0
    }

    /// The place of the next row, whose element is made if that row is new.
    ///
    /// - Parameters:
    ///   - key: what tells the row from the others.
    ///   - make: makes the element of a new row; nil where there are ``limit`` rows already.
    mutating func next(_ key: ArraySlice<UInt8>, make: () -> Element) -> Int? {
        let place = cursor
        if place < rows.count, Self.same(rows[place].key, key) {
            cursor += 1
            return place
        }
        if let later = rows[place...].firstIndex(where: { Self.same($0.key, key) }) {
            rows.removeSubrange(place..<later)
        } else if place < Self.limit {
            rows.insert((Array(key), make()), at: place)
        } else {
            return nil
        }
        cursor += 1
        return place
    }

    subscript(place: Int) -> Element {
        get { rows[place].element }
        set { rows[place].element = newValue }
        _modify { yield &rows[place].element }
    }

    /// Forgets the rows that did not come again.
    mutating func finish() {
        rows.removeSubrange(cursor...)
    }

    private static func same(_ key: [UInt8], _ other: ArraySlice<UInt8>) -> Bool {
        guard key.count == other.count else { return false }
        return key.withUnsafeBytes { key in
            other.withUnsafeBytes { other in
                guard let one = key.baseAddress, let two = other.baseAddress else { return true }
                return memcmp(one, two, key.count) == 0
            }
        }
    }
}

extension KeptRows: Sendable where Element: Sendable {}
