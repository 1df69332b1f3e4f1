/// A text that equals only texts of the same UTF-8 bytes, and is ordered by them.
///
/// `String` compares by canonical equivalence: to it "é" is one text, whether it is one scalar or two. To SQLite these are two
/// texts, and so they are to the clients that chose them as ids. What identifies something is looked up by its bytes.
/// <https://www.unicode.org/reports/tr15/#Canon_Compat_Equivalence>
public struct ExactText: Hashable, Comparable, Sendable {
    /// The text itself.
    public let text: String

    /// Wraps a text.
    public init(_ text: String) {
        self.text = text
    }

    public func hash(into hasher: inout Hasher) {
        let isHashed: Void? = text.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        if isHashed == nil {
            for byte in text.utf8 { hasher.combine(byte) }
        }
        // A byte that no UTF-8 holds, so that two texts one after the other hash by where they meet, too.
        hasher.combine(0xFF as UInt8)
    }

    public static func == (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.count == right.text.utf8.count && left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// The order of SQLite's collation BINARY.
    public static func < (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}
