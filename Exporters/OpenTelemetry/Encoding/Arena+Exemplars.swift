import COpenTelemetryModel
import Telemetry

/// A list of exemplars, as every kind of point has it.
struct ExemplarList {
    var count = 0
    var first: UnsafeMutablePointer<UnsafeMutablePointer<Otlp__Exemplar>?>?
}

extension Arena {
    /// The exemplar of a counter, if it has one.
    func exemplars(_ exemplar: Exemplar?) -> ExemplarList {
        guard let exemplar else { return ExemplarList() }
        return ExemplarList(count: 1, first: list(message(exemplar)))
    }

    /// The exemplars of a histogram, by ascending bucket.
    func exemplars(_ exemplars: [HistogramExemplar]) -> ExemplarList {
        guard !exemplars.isEmpty else { return ExemplarList() }
        let first = list(of: UnsafeMutablePointer<Otlp__Exemplar>?.self, count: exemplars.count)
        for (index, entry) in exemplars.enumerated() { (first + index).initialize(to: message(entry.exemplar)) }
        return ExemplarList(count: exemplars.count, first: first)
    }

    private func message(_ exemplar: Exemplar) -> UnsafeMutablePointer<Otlp__Exemplar> {
        let message = message(otlp__exemplar__init)
        let attributes = attributes(exemplar.labels)
        message.pointee.n_filtered_attributes = attributes.count
        message.pointee.filtered_attributes = attributes.first
        message.pointee.time_unix_nano = UnixTime.nanoseconds(exemplar.unixSeconds)
        message.pointee.value_case = OTLP__EXEMPLAR__VALUE_AS_DOUBLE
        message.pointee.as_double = exemplar.value
        return message
    }
}
