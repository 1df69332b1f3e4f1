import CPrometheusModel
import CProtobufC
import Telemetry

/// What never changes about a family and its series, encoded once: most of the bytes of an exposition.
///
/// A snapshot that a registry refreshes has the same series in the same places, with the same ``LabelSet`` objects, so a
/// comparison of two pointers says whether an encoding still holds.
final class PreparedFamily {
    /// The message without its metrics.
    private(set) var head: [UInt8] = []
    private(set) var series: [PreparedSeries] = []

    /// The encodings of all series' labels and moments of creation.
    var encodings: [UInt8] = []

    /// The messages of all series with 0 as their number, each with its tag and its length; none for histograms.
    private(set) var messages: [UInt8] = []

    /// Bytes that the message's length took the last time.
    var lengthSize = 2

    /// Which exposition showed the family last.
    var lastUse = 0

    private var help = ""
    private var kind = FamilyKind.unknown
    private var unit: String?

    /// Encodes anew what has changed.
    ///
    /// - Parameter model: packs the messages.
    func prepare(_ family: borrowing FamilySnapshot, model: MetricModel) {
        let isSameKind = !head.isEmpty && family.kind == kind
        if !isSameKind || family.help != help || family.unit != unit {
            help = family.help
            kind = family.kind
            unit = family.unit
            head = Self.head(of: family)
        }
        guard !isSameKind || !isCurrent(family) else { return }
        encodeSeries(of: family)
        messages.removeAll(keepingCapacity: true)
        if kind != .histogram { packMessages(model) }
    }

    private func isCurrent(_ family: borrowing FamilySnapshot) -> Bool {
        guard series.count == family.series.count else { return false }
        return series.withUnsafeBufferPointer { prepared in
            family.series.withUnsafeBufferPointer { series in
                for index in prepared.indices where !prepared[index].isPrepared(for: series[index]) { return false }
                return true
            }
        }
    }

    private func encodeSeries(of family: borrowing FamilySnapshot) {
        series.removeAll(keepingCapacity: true)
        encodings.removeAll(keepingCapacity: true)
        let labelField = UInt8(1)
        for index in family.series.indices {
            let labels = family.series[index].labels
            let createdAt = family.series[index].createdAt
            let start = encodings.count
            WireFormat.appendLabels(names: labels.names, values: labels.values, field: labelField, to: &encodings)
            let labelEnd = encodings.count
            if let createdAt { Self.append(UnixTime(createdAt), to: &encodings) }
            series.append(
                PreparedSeries(labels: labels, createdAt: createdAt, start: start, labelEnd: labelEnd, end: encodings.count))
        }
    }

    /// Packs what a number's message is, so that only the number is left to be written.
    private func packMessages(_ model: MetricModel) {
        model.begin(kind)
        model.setNumber(0)
        encodings.withUnsafeMutableBufferPointer { encodings in
            // Without labels there are no encodings; then nobody follows the pointer.
            var nothing = UInt8(0)
            withUnsafeMutablePointer(to: &nothing) { nothing in
                for index in series.indices {
                    model.setEncodings(encodings.baseAddress ?? nothing, of: series[index])
                    series[index].number = model.pack(into: &messages)
                    series[index].messageEnd = messages.count
                }
            }
        }
    }

    /// A moment with its length before it.
    private static func append(_ time: UnixTime, to bytes: inout [UInt8]) {
        var message = time.message()
        let length = io__prometheus__client__timestamp__get_packed_size(&message)
        WireFormat.append(length, to: &bytes)
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: length))
        bytes.withUnsafeMutableBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            _ = io__prometheus__client__timestamp__pack(&message, base + start)
        }
    }

    private static func head(of family: borrowing FamilySnapshot) -> [UInt8] {
        var message = Io__Prometheus__Client__MetricFamily()
        io__prometheus__client__metric_family__init(&message)
        message.has_type = 1
        message.type = family.kind.messageType
        let unit = FamilyHead.unit(of: family)
        let help = family.help
        let name = family.name
        return name.withCString { name in
            help.withCString { help in
                (unit ?? "").withCString { unitText in
                    // The library only reads them while it packs.
                    message.name = UnsafeMutablePointer(mutating: name)
                    message.help = UnsafeMutablePointer(mutating: help)
                    message.unit = unit == nil ? nil : UnsafeMutablePointer(mutating: unitText)
                    let length = io__prometheus__client__metric_family__get_packed_size(&message)
                    return [UInt8](unsafeUninitializedCapacity: length) { bytes, count in
                        count = bytes.baseAddress.map { io__prometheus__client__metric_family__pack(&message, $0) } ?? 0
                    }
                }
            }
        }
    }
}

extension FamilyKind {
    /// The format has no infos and state sets: they are gauges.
    fileprivate var messageType: Io__Prometheus__Client__MetricType {
        switch self {
        case .counter: IO__PROMETHEUS__CLIENT__METRIC_TYPE__COUNTER
        case .gauge, .info, .stateSet: IO__PROMETHEUS__CLIENT__METRIC_TYPE__GAUGE
        case .histogram: IO__PROMETHEUS__CLIENT__METRIC_TYPE__HISTOGRAM
        case .unknown: IO__PROMETHEUS__CLIENT__METRIC_TYPE__UNTYPED
        }
    }
}
