import CProtobufC
import Telemetry

/// Writes `io.prometheus.client.MetricFamily` messages, each with its length before it, through libprotobuf-c.
///
/// A family's message is written piece by piece, which the encoding allows: its head, then its metrics, each packed by the
/// library straight into the buffer. Keeps what it encoded of labels, so it is worth keeping itself.
///
/// - SeeAlso: <https://prometheus.io/docs/instrumenting/exposition_formats/#protobuf-format>
struct ProtobufWriter: ~Copyable {
    /// The tag of `MetricFamily.metric`.
    private static let metricTag = WireFormat.lengthDelimitedTag(4)

    private var families: [String: PreparedFamily] = [:]
    private var use = 0
    private var classicBounds = ClassicBoundsCache()
    private let model = MetricModel()

    /// Writes the families that are wanted and have a series.
    mutating func write(
        _ snapshot: borrowing Snapshot, selection: borrowing FamilySelection, into out: inout ExpositionBuffer
    ) {
        use += 1
        for index in snapshot.families.indices {
            guard !snapshot.families[index].series.isEmpty, selection.contains(snapshot.families[index]) else { continue }
            write(snapshot.families[index], into: &out)
        }
        forgetOldFamilies(shown: snapshot.families.count)
    }

    private mutating func write(_ family: borrowing FamilySnapshot, into out: inout ExpositionBuffer) {
        let prepared = prepared(family)
        let lengthSize = prepared.lengthSize
        let start = out.count
        var cursor = out.cursor(room: lengthSize)
        cursor.skip(lengthSize)
        out.commit(cursor)
        out.append(prepared.head)
        model.begin(family.kind)
        if family.kind == .histogram {
            writeHistograms(of: family, prepared: prepared, into: &out)
        } else {
            writeNumbers(of: family, prepared: prepared, into: &out)
        }
        let length = out.count - start - lengthSize
        prepared.lengthSize = WireFormat.length(of: length)
        if prepared.lengthSize != lengthSize {
            out.shift(from: start + lengthSize, by: prepared.lengthSize - lengthSize)
        }
        out.overwrite(at: start) { $0.put(varint: length) }
    }

    private mutating func prepared(_ family: borrowing FamilySnapshot) -> PreparedFamily {
        let prepared = families[family.name] ?? PreparedFamily()
        if prepared.lastUse == 0 { families[family.name] = prepared }
        prepared.lastUse = use
        prepared.prepare(family)
        return prepared
    }

    /// Families come and go with their collectors; those that a long time nobody asked for are let go.
    private mutating func forgetOldFamilies(shown: Int) {
        guard families.count > 2 * shown + 16 else { return }
        families = families.filter { $0.value.lastUse == use }
    }

    private func writeNumbers(
        of family: borrowing FamilySnapshot, prepared: PreparedFamily, into out: inout ExpositionBuffer
    ) {
        let model = model
        let isCounter = family.kind == .counter
        prepared.encodings.withUnsafeMutableBufferPointer { encodings in
            prepared.series.withUnsafeBufferPointer { prepared in
                family.series.withUnsafeBufferPointer { series in
                    // Without labels there are no encodings; then nobody follows the pointer.
                    var nothing = UInt8(0)
                    withUnsafeMutablePointer(to: &nothing) { nothing in
                        let base = encodings.baseAddress ?? nothing
                        for index in series.indices {
                            guard case .number(let number) = series[index].value else { continue }
                            model.setEncodings(base, of: prepared[index])
                            model.setNumber(number)
                            if isCounter, series[index].exemplar != nil {
                                model.setExemplar(series[index].exemplar)
                                out.appendMetric(model.message, tag: Self.metricTag, length: nil)
                                model.setExemplar(nil)
                            } else {
                                let length = Self.length(of: prepared[index], isCounter: isCounter)
                                out.appendMetric(model.message, tag: Self.metricTag, length: length)
                            }
                        }
                    }
                }
            }
        }
    }

    private mutating func writeHistograms(
        of family: borrowing FamilySnapshot, prepared: PreparedFamily, into out: inout ExpositionBuffer
    ) {
        for index in family.series.indices {
            guard case .histogram(let histogram) = family.series[index].value else { continue }
            let bounds = classicBounds.bounds(of: family.layout, schema: histogram.schema)
            prepared.encodings.withUnsafeMutableBufferPointer { encodings in
                var nothing = UInt8(0)
                withUnsafeMutablePointer(to: &nothing) { nothing in
                    model.setEncodings(encodings.baseAddress ?? nothing, of: prepared.series[index])
                    model.setHistogram(histogram, bounds: bounds)
                    out.appendMetric(model.message, tag: Self.metricTag, length: nil)
                }
            }
        }
    }

    /// Bytes of the message of a number without an exemplar, which needs no walk through the structures: the label pairs, and
    /// in a message of its own the number and for counters the moment of creation.
    @inline(__always)
    private static func length(of series: borrowing PreparedSeries, isCounter: Bool) -> Int {
        let number = 1 + MemoryLayout<Double>.size
        let labels = series.labelEnd - series.start
        let created = series.end - series.labelEnd
        let inner = number + (isCounter && created > 0 ? 1 + created : 0)
        return (labels > 0 ? 1 + labels : 0) + 1 + WireFormat.length(of: inner) + inner
    }
}

extension ExpositionBuffer {
    /// A message as a field of the one around it.
    ///
    /// - Parameter length: bytes of the message where they are known; else the library counts them.
    @inline(__always)
    fileprivate mutating func appendMetric(_ message: UnsafePointer<ProtobufCMessage>, tag: UInt8, length: Int?) {
        let length = length ?? protobuf_c_message_get_packed_size(message)
        var cursor = cursor(room: 1 + WireFormat.longestVarint + length)
        cursor.put(tag)
        cursor.put(varint: length)
        let packed = protobuf_c_message_pack(message, cursor.position)
        assert(packed == length, "the length of a message is known before it is packed")
        cursor.skip(packed)
        commit(cursor)
    }
}
