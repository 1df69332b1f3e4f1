import Telemetry

/// The names that the families of an exposition have in OpenMetrics, or would have.
///
/// OpenMetrics takes the kind out of a name, so that two families may want the same one: the counter `a_total` and the gauge
/// `a`. Such a counter is shown under its declared name.
struct ClaimedNames {
    private enum Claim {
        /// By the family that was declared under this name.
        case by(String)
        case bySeveral
    }

    private var claims: [String: Claim] = [:]

    init(_ families: borrowing [FamilySnapshot]) {
        for index in families.indices {
            let name = families[index].name
            add(name, of: name)
            if let length = FamilyHead.stem(of: families[index]) { add(Self.prefix(name, length), of: name) }
        }
    }

    /// Whether no other family claims the first bytes of a family's name.
    func isFree(_ length: Int, of name: String) -> Bool {
        if case .by(name) = claims[Self.prefix(name, length)] { true } else { false }
    }

    private mutating func add(_ claimed: String, of name: String) {
        switch claims[claimed] {
        case nil: claims[claimed] = .by(name)
        case .by(let other) where other != name: claims[claimed] = .bySeveral
        default: break
        }
    }

    private static func prefix(_ name: String, _ length: Int) -> String {
        String(decoding: name.utf8.prefix(length), as: UTF8.self)
    }
}
