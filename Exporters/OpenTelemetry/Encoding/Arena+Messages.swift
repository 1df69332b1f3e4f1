import COpenTelemetryModel
import CProtobufC

/// The parts that the generated messages are made of.
extension Arena {
    /// A message with every field at its default.
    ///
    /// - Parameter initialize: the generated function for this type.
    func message<Message>(_ initialize: (UnsafeMutablePointer<Message>?) -> Void) -> UnsafeMutablePointer<Message> {
        let message = allocate(MemoryLayout<Message>.size).bindMemory(to: Message.self, capacity: 1)
        initialize(message)
        return message
    }

    /// Room for a list of a repeated field. The caller fills every place.
    func list<Element>(of type: Element.Type = Element.self, count: Int) -> UnsafeMutablePointer<Element> {
        allocate(MemoryLayout<Element>.stride * count).bindMemory(to: Element.self, capacity: max(1, count))
    }

    /// A list with one element, or with none.
    func list<Message>(_ message: UnsafeMutablePointer<Message>?) -> UnsafeMutablePointer<UnsafeMutablePointer<Message>?> {
        let list = list(of: UnsafeMutablePointer<Message>?.self, count: 1)
        list.initialize(to: message)
        return list
    }

    /// A copy of a text, in UTF-8.
    func text(_ text: String) -> ProtobufCBinaryData {
        var text = text
        return text.withUTF8 { bytes in
            let copy = list(of: UInt8.self, count: bytes.count)
            if let source = bytes.baseAddress { copy.initialize(from: source, count: bytes.count) }
            return ProtobufCBinaryData(len: bytes.count, data: copy)
        }
    }
}
