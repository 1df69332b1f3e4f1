/// What a library passed to one of the `make` methods, as a key to look the answer up by.
///
/// Libraries ask with the same arguments again and again, some on every request. The strings are hashed before the look-up
/// takes its lock, and nothing is copied.
struct LibraryRequest: Hashable {
    let metric: LibraryMetric
    let label: String
    let dimensions: [(String, String)]

    private let digest: UInt64

    init(_ metric: LibraryMetric, label: String, dimensions: [(String, String)]) {
        self.metric = metric
        self.label = label
        self.dimensions = dimensions
        var digest = RequestDigest()
        digest.combine(UInt64(metric.rawValue))
        digest.combine(label)
        for index in dimensions.indices {
            digest.combine(dimensions[index].0)
            digest.combine(dimensions[index].1)
        }
        self.digest = digest.value
    }

    static func == (one: LibraryRequest, other: LibraryRequest) -> Bool {
        guard one.digest == other.digest, one.metric == other.metric, one.dimensions.count == other.dimensions.count else {
            return false
        }
        guard one.label == other.label else { return false }
        return one.dimensions.indices.allSatisfy { one.dimensions[$0] == other.dimensions[$0] }
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(digest)
    }
}
