import Foundation

/// `key1=value1,key2=value2` with both sides percent-encoded, as the OpenTelemetry variables have it.
///
/// - SeeAlso: <https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable>
enum PairList {
    /// A list that cannot be read.
    struct Malformed: Error, Hashable {
        /// The place of the wrong entry, from 1 on.
        var entry: Int
    }

    /// The pairs in their order, with spaces around them taken off; empty entries are passed over.
    static func parse(_ text: String) throws(Malformed) -> [OTLPAttribute] {
        var pairs: [OTLPAttribute] = []
        for (index, entry) in text.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
            let entry = trimmed(entry)
            if entry.isEmpty { continue }
            guard let pair = pair(entry) else { throw Malformed(entry: index + 1) }
            pairs.append(pair)
        }
        return pairs
    }

    private static func pair(_ entry: Substring) -> OTLPAttribute? {
        guard let separator = entry.firstIndex(of: "="),
            let key = trimmed(entry[..<separator]).removingPercentEncoding, !key.isEmpty,
            let value = trimmed(entry[entry.index(after: separator)...]).removingPercentEncoding
        else { return nil }
        return OTLPAttribute(key, value)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" }
        let rest = text.drop(while: isSpace)
        guard let last = rest.lastIndex(where: { !isSpace($0) }) else { return "" }
        return rest[...last]
    }
}
