import COpenTelemetryModel
import CProtobufC

extension String {
    /// A text field. What is no UTF-8 in it is replaced.
    init(_ data: ProtobufCBinaryData) {
        self.init(decoding: UnsafeBufferPointer(start: data.data, count: data.data == nil ? 0 : data.len), as: UTF8.self)
    }
}
