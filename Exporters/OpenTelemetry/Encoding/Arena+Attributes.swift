import COpenTelemetryModel
import CProtobufC
import Telemetry

/// A list of attributes, as every message has it.
struct AttributeList {
    var count: Int
    var first: UnsafeMutablePointer<UnsafeMutablePointer<Otlp__KeyValue>?>?
}

extension Arena {
    /// The labels as attributes, in their order.
    ///
    /// - Parameter keys: the names where they were copied before; those of the labels else.
    func attributes(_ labels: LabelSet, keys: [ProtobufCBinaryData] = []) -> AttributeList {
        let values = labels.values
        return attributes(count: values.count) { index in
            (index < keys.count ? keys[index] : text(labels.names[index]), text(values[index]))
        }
    }

    /// Attributes that somebody configured.
    func attributes(_ attributes: [OTLPAttribute]) -> AttributeList {
        self.attributes(count: attributes.count) { (text(attributes[$0].key), text(attributes[$0].value)) }
    }

    private func attributes(
        count: Int, _ pair: (Int) -> (key: ProtobufCBinaryData, value: ProtobufCBinaryData)
    ) -> AttributeList {
        guard count > 0 else { return AttributeList(count: 0, first: nil) }
        let first = list(of: UnsafeMutablePointer<Otlp__KeyValue>?.self, count: count)
        for index in 0..<count {
            let (key, value) = pair(index)
            (first + index).initialize(to: attribute(key, value))
        }
        return AttributeList(count: count, first: first)
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
