import CPrometheusModel
import CProtobufC
import Telemetry

extension MessageArena {
    /// An exemplar as the model has it; nil when its labels are longer than scrapers allow.
    func exemplar(_ exemplar: Exemplar) -> UnsafeMutablePointer<Io__Prometheus__Client__Exemplar>? {
        guard exemplar.hasAllowedLength else { return nil }
        let message = allocate(Io__Prometheus__Client__Exemplar.self)
        io__prometheus__client__exemplar__init(message)
        message.pointee.has_value = 1
        message.pointee.value = exemplar.value
        let time = allocate(Io__Prometheus__Client__Timestamp.self)
        time.initialize(to: UnixTime(exemplar.unixSeconds).message())
        message.pointee.timestamp = time
        let count = exemplar.labels.names.count
        let labels = allocate(UnsafeMutablePointer<Io__Prometheus__Client__LabelPair>?.self, count: count)
        for index in 0..<count { labels[index] = label(exemplar.labels.names[index], exemplar.labels.values[index]) }
        message.pointee.n_label = count
        message.pointee.label = labels
        return message
    }

    private func label(_ name: String, _ value: String) -> UnsafeMutablePointer<Io__Prometheus__Client__LabelPair> {
        let pair = allocate(Io__Prometheus__Client__LabelPair.self)
        io__prometheus__client__label_pair__init(pair)
        pair.pointee.name = text(name)
        pair.pointee.value = text(value)
        return pair
    }

    /// A C string.
    private func text(_ text: String) -> UnsafeMutablePointer<CChar> {
        let length = text.utf8.count
        let copy = allocate(CChar.self, count: length + 1)
        for (index, byte) in text.utf8.enumerated() { copy[index] = CChar(bitPattern: byte) }
        copy[length] = 0
        return copy
    }
}
