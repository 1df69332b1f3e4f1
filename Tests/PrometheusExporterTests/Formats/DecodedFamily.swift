import CPrometheusModel
import Testing

/// A `MetricFamily` as the library's own decoder reads it.
struct DecodedFamily: Equatable {
    struct Exemplar: Equatable {
        var labels: [[String]]
        var value: Double
        var unixSeconds: Double
    }

    struct Bucket: Equatable {
        var count: UInt64
        var bound: Double
        var exemplar: Exemplar?
    }

    struct Histogram: Equatable {
        var count: UInt64
        var sum: Double
        var buckets: [Bucket]
        var schema: Int32
        var zeroThreshold: Double
        var zeroCount: UInt64
        /// Pairs of offset and length.
        var spans: [[Int]]
        var deltas: [Int64]
        var exemplars: [Exemplar]
    }

    struct Metric: Equatable {
        var labels: [[String]] = []
        var counter: Double?
        var gauge: Double?
        var untyped: Double?
        var histogram: Histogram?
        var exemplar: Exemplar?
        var createdAt: Double?
    }

    var name: String
    var help: String
    var type: UInt32
    var unit: String?
    var metrics: [Metric]

    init(name: String, help: String, type: UInt32, unit: String? = nil, metrics: [Metric]) {
        self.name = name
        self.help = help
        self.type = type
        self.unit = unit
        self.metrics = metrics
    }

    /// The families of an exposition, each behind its length.
    static func all(_ exposition: [UInt8]) throws -> [DecodedFamily] {
        var rest = exposition[...]
        var families: [DecodedFamily] = []
        while !rest.isEmpty {
            let length = try readLength(&rest)
            try #require(length <= rest.count)
            families.append(try DecodedFamily(decoding: Array(rest.prefix(length))))
            rest = rest.dropFirst(length)
        }
        return families
    }

    private static func readLength(_ rest: inout ArraySlice<UInt8>) throws -> Int {
        var length = 0
        var shift = 0
        while true {
            let next = rest.popFirst()
            let byte = try #require(next)
            length |= Int(byte & 0x7F) << shift
            shift += 7
            if byte & 0x80 == 0 { return length }
        }
    }

    init(decoding bytes: [UInt8]) throws {
        let message = try #require(io__prometheus__client__metric_family__unpack(nil, bytes.count, bytes))
        defer { io__prometheus__client__metric_family__free_unpacked(message, nil) }
        let family = message.pointee
        try #require(family.base.n_unknown_fields == 0)
        name = String(cString: family.name)
        help = String(cString: family.help)
        type = family.type.rawValue
        unit = family.unit.map { String(cString: $0) }
        metrics = try (0..<family.n_metric).map { try Metric(#require(family.metric[$0]).pointee) }
    }
}

extension DecodedFamily.Metric {
    init(_ message: Io__Prometheus__Client__Metric) throws {
        try #require(message.base.n_unknown_fields == 0)
        labels = try labelPairs(message.label, message.n_label)
        counter = message.counter?.pointee.value
        gauge = message.gauge?.pointee.value
        untyped = message.untyped?.pointee.value
        histogram = try message.histogram.map { try DecodedFamily.Histogram($0.pointee) }
        exemplar = try message.counter?.pointee.exemplar.map { try DecodedFamily.Exemplar($0.pointee) }
        createdAt = (message.counter?.pointee.created_timestamp ?? message.histogram?.pointee.created_timestamp)?.pointee.unixSeconds
    }
}

extension DecodedFamily.Histogram {
    init(_ message: Io__Prometheus__Client__Histogram) throws {
        try #require(message.base.n_unknown_fields == 0)
        try #require(message.n_negative_span == 0 && message.n_negative_delta == 0)
        count = message.sample_count
        sum = message.sample_sum
        schema = message.schema
        zeroThreshold = message.zero_threshold
        zeroCount = message.zero_count
        buckets = try (0..<message.n_bucket).map { index in
            let bucket = try #require(message.bucket[index]).pointee
            return try DecodedFamily.Bucket(
                count: bucket.cumulative_count, bound: bucket.upper_bound,
                exemplar: bucket.exemplar.map { try DecodedFamily.Exemplar($0.pointee) })
        }
        spans = try (0..<message.n_positive_span).map {
            let span = try #require(message.positive_span[$0]).pointee
            return [Int(span.offset), Int(span.length)]
        }
        deltas = (0..<message.n_positive_delta).map { message.positive_delta[$0] }
        exemplars = try (0..<message.n_exemplars).map { try DecodedFamily.Exemplar(#require(message.exemplars[$0]).pointee) }
    }
}

extension DecodedFamily.Exemplar {
    init(_ message: Io__Prometheus__Client__Exemplar) throws {
        labels = try labelPairs(message.label, message.n_label)
        value = message.value
        unixSeconds = try #require(message.timestamp).pointee.unixSeconds
    }
}

extension Io__Prometheus__Client__Timestamp {
    fileprivate var unixSeconds: Double {
        Double(seconds) + Double(nanos) * 1e-9
    }
}

private func labelPairs(
    _ pairs: UnsafeMutablePointer<UnsafeMutablePointer<Io__Prometheus__Client__LabelPair>?>?, _ count: Int
) throws -> [[String]] {
    try (0..<count).map { index in
        let pair = try #require(pairs?[index]).pointee
        return [String(cString: pair.name), String(cString: pair.value)]
    }
}
