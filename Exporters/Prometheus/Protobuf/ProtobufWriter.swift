import CProtobufC
import Telemetry

/// Writes `io.prometheus.client.MetricFamily` messages, each with its length before it, through libprotobuf-c.
///
/// A family's message is written piece by piece, which the encoding allows: its head, then its metrics. Those of histograms are
/// packed by the library straight into the buffer; those of numbers were packed once and differ in eight bytes from then on.
/// Keeps what was packed, so it is worth keeping itself.
///
/// - SeeAlso: <https://prometheus.io/docs/instrumenting/exposition_formats/#protobuf-format>
struct ProtobufWriter: ~Copyable {
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
        prepared.prepare(family, model: model)
        return prepared
    }

    /// Families come and go with their collectors; those that a long time nobody asked for are let go.
    private mutating func forgetOldFamilies(shown: Int) {
        guard families.count > 2 * shown + 16 else { return }
        families = families.filter { $0.value.lastUse == use }
    }

    /// Copies the messages that were packed when the series came, and writes their numbers into them.
    private func writeNumbers(
        of family: borrowing FamilySnapshot, prepared: PreparedFamily, into out: inout ExpositionBuffer
    ) {
        let isCounter = family.kind == .counter
        prepared.messages.withUnsafeBytes { messages in
            prepared.series.withUnsafeBufferPointer { lines in
                family.series.withUnsafeBufferPointer { series in
                    guard let base = messages.baseAddress else { return }
                    var cursor = out.cursor(room: messages.count)
                    var start = 0
                    for index in series.indices {
                        let end = lines[index].messageEnd
                        if case .number(let number) = series[index].value {
                            if isCounter, series[index].exemplar != nil {
                                out.commit(cursor)
                                writeCounter(number, exemplar: series[index].exemplar, prepared: prepared, at: index, into: &out)
                                cursor = out.cursor(room: messages.count &- end)
                            } else {
                                let message = cursor.position
                                cursor.put(UnsafeRawBufferPointer(start: base + start, count: end &- start))
                                ByteCursor(message + (lines[index].number &- start)).write(number.bitPattern)
                            }
                        }
                        start = end
                    }
                    out.commit(cursor)
                }
            }
        }
    }

    /// Packs the message of a counter with an exemplar, whose length is another each time.
    private func writeCounter(
        _ number: Double, exemplar: Exemplar?, prepared: PreparedFamily, at index: Int, into out: inout ExpositionBuffer
    ) {
        prepared.encodings.withUnsafeMutableBufferPointer { encodings in
            var nothing = UInt8(0)
            withUnsafeMutablePointer(to: &nothing) { nothing in
                model.setEncodings(encodings.baseAddress ?? nothing, of: prepared.series[index])
                model.setNumber(number)
                model.setExemplar(exemplar)
                out.appendMetric(model.message)
                model.setExemplar(nil)
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
                    out.appendMetric(model.message)
                }
            }
        }
    }
}

extension ExpositionBuffer {
    /// A message as a field of the one around it.
    fileprivate mutating func appendMetric(_ message: UnsafePointer<ProtobufCMessage>) {
        let length = protobuf_c_message_get_packed_size(message)
        var cursor = cursor(room: 1 + WireFormat.longestVarint + length)
        cursor.put(WireFormat.metricTag)
        cursor.put(varint: length)
        cursor.skip(protobuf_c_message_pack(message, cursor.position))
        commit(cursor)
    }
}
