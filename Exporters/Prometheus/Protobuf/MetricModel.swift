import CPrometheusModel
import CProtobufC
import Telemetry

/// The C structures of one metric, used for one series after the other.
///
/// Labels and the moment of creation go in as unknown fields: the library copies those as they are, where it would walk, and
/// measure twice, a structure for each label pair.
// Only ever used by the one renderer that owns it.
final class MetricModel {
    typealias Metric = Io__Prometheus__Client__Metric

    private static let labelField = UInt32(1)
    private static let counterCreatedField = UInt32(3)
    private static let histogramCreatedField = UInt32(15)

    private let metric: UnsafeMutablePointer<Metric>
    private let counter: UnsafeMutablePointer<Io__Prometheus__Client__Counter>
    private let gauge: UnsafeMutablePointer<Io__Prometheus__Client__Gauge>
    private let untyped: UnsafeMutablePointer<Io__Prometheus__Client__Untyped>
    private let labels: UnsafeMutablePointer<ProtobufCMessageUnknownField>
    private let created: UnsafeMutablePointer<ProtobufCMessageUnknownField>
    private let arena = MessageArena()

    init() {
        let fixed = MessageArena()
        metric = fixed.allocate(Metric.self)
        counter = fixed.allocate(Io__Prometheus__Client__Counter.self)
        gauge = fixed.allocate(Io__Prometheus__Client__Gauge.self)
        untyped = fixed.allocate(Io__Prometheus__Client__Untyped.self)
        labels = fixed.allocate(ProtobufCMessageUnknownField.self)
        created = fixed.allocate(ProtobufCMessageUnknownField.self)
        self.fixed = fixed
        io__prometheus__client__metric__init(metric)
        io__prometheus__client__counter__init(counter)
        io__prometheus__client__gauge__init(gauge)
        io__prometheus__client__untyped__init(untyped)
        counter.pointee.has_value = 1
        gauge.pointee.has_value = 1
        untyped.pointee.has_value = 1
        labels.initialize(to: Self.field(Self.labelField))
        created.initialize(to: Self.field(Self.counterCreatedField))
        metric.pointee.base.unknown_fields = labels
        counter.pointee.base.unknown_fields = created
    }

    /// Holds the structures above.
    private let fixed: MessageArena

    /// The message, to be measured and packed.
    var message: UnsafePointer<ProtobufCMessage> {
        UnsafePointer(UnsafeMutableRawPointer(metric).assumingMemoryBound(to: ProtobufCMessage.self))
    }

    /// Makes the following numbers those of a kind.
    func begin(_ kind: FamilyKind) {
        metric.pointee.counter = kind == .counter ? counter : nil
        metric.pointee.untyped = kind == .unknown ? untyped : nil
        metric.pointee.gauge = kind == .gauge || kind == .info || kind == .stateSet ? gauge : nil
        metric.pointee.histogram = nil
        counter.pointee.exemplar = nil
    }

    /// The parts of a series that were encoded before. The bytes must stay until the message is packed.
    @inline(__always)
    func setEncodings(_ base: UnsafeMutablePointer<UInt8>, of series: borrowing PreparedSeries) {
        metric.pointee.base.n_unknown_fields = series.start == series.labelEnd ? 0 : 1
        labels.pointee.data = base + series.start
        labels.pointee.len = series.labelEnd - series.start
        counter.pointee.base.n_unknown_fields = series.labelEnd == series.end ? 0 : 1
        created.pointee.data = base + series.labelEnd
        created.pointee.len = series.end - series.labelEnd
    }

    /// A number of the kind that was begun.
    @inline(__always)
    func setNumber(_ number: Double) {
        counter.pointee.value = number
        gauge.pointee.value = number
        untyped.pointee.value = number
    }

    /// Appends the message, as the field of a family's, with its tag and its length.
    ///
    /// - Returns: where the eight bytes of its number are: behind the tag and the length of the message of its kind, which the
    ///   library packs before the labels, and the number's own tag.
    func pack(into bytes: inout [UInt8]) -> Int {
        let length = protobuf_c_message_get_packed_size(message)
        bytes.append(WireFormat.metricTag)
        WireFormat.append(length, to: &bytes)
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: length))
        bytes.withUnsafeMutableBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            _ = protobuf_c_message_pack(message, base + start)
        }
        let number = start + 3
        assert(bytes[number - 1] == 1 << 3 | 1, "the first field of the message is the number, as eight bytes")
        return number
    }

    /// The exemplar of a counter, for the next message only.
    func setExemplar(_ exemplar: Exemplar?) {
        arena.reset()
        counter.pointee.exemplar = exemplar.flatMap { arena.exemplar($0) }
    }

    func setHistogram(_ snapshot: HistogramSnapshot, bounds: ClassicBounds) {
        arena.reset()
        let histogram = arena.histogram(snapshot, bounds: bounds)
        if created.pointee.len > 0 {
            let field = arena.allocate(ProtobufCMessageUnknownField.self)
            field.initialize(to: Self.field(Self.histogramCreatedField))
            field.pointee.data = created.pointee.data
            field.pointee.len = created.pointee.len
            histogram.pointee.base.n_unknown_fields = 1
            histogram.pointee.base.unknown_fields = field
        }
        metric.pointee.histogram = histogram
    }

    private static func field(_ tag: UInt32) -> ProtobufCMessageUnknownField {
        ProtobufCMessageUnknownField(tag: tag, wire_type: PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED, len: 0, data: nil)
    }
}
