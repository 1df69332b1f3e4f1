import COpenTelemetryModel
import CProtobufC
import Telemetry

/// A list of attributes, as every message has it.
struct AttributeList {
    var count: Int
    var first: UnsafeMutablePointer<UnsafeMutablePointer<Otlp__KeyValue>?>?
}

extension Arena {
    /// The labels as attributes, in their order. Those with an empty value are left out: in Prometheus an empty label is none,
    /// and with the conventions an attribute that is there says something (`error.type`: that it failed).
    ///
    /// - Parameter keys: the names where they were copied before; those of the labels else.
    func attributes(_ labels: LabelSet, keys: [ProtobufCBinaryData] = []) -> AttributeList {
        let values = labels.values
        return attributes(count: values.count) { index in
            if values[index].isEmpty { return nil }
            return (index < keys.count ? keys[index] : text(labels.names[index]), text(values[index]))
        }
    }

    /// Attributes that somebody configured.
    func attributes(_ attributes: [OTLPAttribute]) -> AttributeList {
        self.attributes(count: attributes.count) { (text(attributes[$0].key), text(attributes[$0].value)) }
    }

    /// - Parameters:
    ///   - count: attributes at most.
    ///   - pair: the key and the value of one; nil leaves it out.
    private func attributes(
        count: Int, _ pair: (Int) -> (key: ProtobufCBinaryData, value: ProtobufCBinaryData)?
    ) -> AttributeList {
        guard count > 0 else { return AttributeList(count: 0, first: nil) }
        let first = list(of: UnsafeMutablePointer<Otlp__KeyValue>?.self, count: count)
        var taken = 0
        for index in 0..<count {
            guard let (key, value) = pair(index) else { continue }
            (first + taken).initialize(to: attribute(key, value))
            taken += 1
        }
        return AttributeList(count: taken, first: first)
    }

    private func attribute(_ key: ProtobufCBinaryData, _ text: ProtobufCBinaryData) -> UnsafeMutablePointer<Otlp__KeyValue> {
        let value = message(otlp__any_value__init)
        value.pointee.value_case = OTLP__ANY_VALUE__VALUE_STRING_VALUE
        value.pointee.string_value = text
        let attribute = message(otlp__key_value__init)
        attribute.pointee.key = key
        attribute.pointee.value = value
        return attribute
    }
}
