import Wire
import Yams

extension DeclarationReader {
    /// 1 to 80 characters of `A-Z a-z 0-9 _ - .`.
    func identifier(_ node: Node, _ name: String) throws(DeclarationError) -> String {
        guard let text = node.scalar?.string, Identifier.isValid(text) else {
            throw error(node, "\(name) should be 1 to \(Identifier.maximumLength) of the characters A-Z a-z 0-9 _ - .")
        }
        return text
    }

    /// One of a closed set of words.
    func choice<Value: RawRepresentable<String> & CaseIterable>(_ node: Node, _ name: String) throws(DeclarationError) -> Value {
        guard let value = node.scalar.flatMap({ Value(rawValue: $0.string) }) else {
            let words = Value.allCases.map(\.rawValue)
            throw error(node, "\(name) should be \(words.dropLast().joined(separator: ", ")) or \(words.last ?? "")")
        }
        return value
    }

    func truth(_ node: Node, _ name: String) throws(DeclarationError) -> Bool {
        switch node.scalar?.string {
        case "true": return true
        case "false": return false
        default: throw error(node, "\(name) should be true or false")
        }
    }

    func integer(_ node: Node, _ name: String, in range: ClosedRange<Int>) throws(DeclarationError) -> Int {
        guard let value = node.scalar.flatMap({ Int($0.string) }), range.contains(value) else {
            throw error(node, "\(name) should be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// A decimal number; no exponent, no infinity.
    func decimal(_ node: Node, _ name: String, in range: ClosedRange<Double>) throws(DeclarationError) -> Double {
        guard let value = node.scalar.flatMap({ Self.decimal($0.string[...]) }), range.contains(value) else {
            throw error(node, "\(name) should be a number from \(DecimalText.of(range.lowerBound)) to \(DecimalText.of(range.upperBound))")
        }
        return value
    }

    /// A length of time in milliseconds: `5`, `0.5`, `500ms`, `30s`, `5m`, `1h`; a number without a unit counts seconds.
    ///
    /// - Parameter range: seconds.
    func time(_ node: Node, _ name: String, in range: ClosedRange<Int>) throws(DeclarationError) -> Int {
        guard let milliseconds = node.scalar.flatMap({ Self.milliseconds($0.string) }),
            milliseconds >= Double(range.lowerBound) * 1_000, milliseconds <= Double(range.upperBound) * 1_000
        else {
            throw error(node, "\(name) should be a time from \(range.lowerBound)s to \(range.upperBound / 3_600)h, such as 30s, 5m or 1h")
        }
        return Int(milliseconds)
    }

    /// Longest suffix first, since `ms` ends in `s`.
    private static let units: [(suffix: String, milliseconds: Double)] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)]

    private static func milliseconds(_ text: String) -> Double? {
        for unit in units where text.hasSuffix(unit.suffix) {
            return decimal(text.dropLast(unit.suffix.count)).map { ($0 * unit.milliseconds).rounded() }
        }
        return decimal(text[...]).map { ($0 * 1_000).rounded() }
    }

    /// Only digits and one point: `Double` would also read "inf", "nan", "0x10" and "1e3".
    private static func decimal(_ text: Substring) -> Double? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || $0 &- UInt8(ascii: "0") < 10 }) else { return nil }
        return Double(text)
    }
}
