/// What a library passed to one of the `make` methods, as a key to look the answer up by.
///
/// Libraries ask with the same arguments again and again, some on every request. The strings are hashed before the look-up
/// takes its lock, and nothing is copied.
struct LibraryRequest: Hashable {
    let metric: LibraryMetric
    let label: String
    let dimensions: [(String, String)]

    private let digest: Int

    init(_ metric: LibraryMetric, label: String, dimensions: [(String, String)]) {
        self.metric = metric
        self.label = label
        self.dimensions = dimensions
        var hasher = Hasher()
        hasher.combine(metric)
        hasher.combine(label)
        for dimension in dimensions {
            hasher.combine(dimension.0)
            hasher.combine(dimension.1)
        }
        digest = hasher.finalize()
    }

    static func == (one: LibraryRequest, other: LibraryRequest) -> Bool {
        one.digest == other.digest && one.metric == other.metric && one.label == other.label
            && one.dimensions.elementsEqual(other.dimensions, by: ==)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(digest)
    }
}
