/// The chat frame that publishers send: built once, only the digits change from message to message.
struct MessageTemplate {
    private var payload: [UInt8]
    private let run: UInt64
    private let markerOffset: Int
    private let idOffset: Int?

    /// - Parameters:
    ///   - bytes: length of the JSON text; padding in `content` fills it up. It is longer when the fields alone are.
    ///   - withIDs: gives each message an `id`, so that the server keeps it for idempotence and acknowledges it by name.
    init(run: UInt64, bytes: Int, withIDs: Bool) {
        let blank = String(repeating: "0", count: Marker.length)
        let letters = withUnsafeBytes(of: run) { String(decoding: $0, as: UTF8.self) }
        let idHead = #"{"type":"message","id":""# + letters + "-"
        let contentHead = (withIDs ? idHead + "00000000-00000000\"," : #"{"type":"message","#) + #""respond":false,"content":""#
        let tail = "\"}"
        let padding = max(0, bytes - contentHead.utf8.count - blank.utf8.count - tail.utf8.count)
        payload = [UInt8]((contentHead + blank + String(repeating: "x", count: padding) + tail).utf8)
        self.run = run
        markerOffset = contentHead.utf8.count
        idOffset = withIDs ? idHead.utf8.count : nil
    }

    /// The text of one message.
    mutating func text(_ marker: Marker) -> [UInt8] {
        payload.withUnsafeMutableBytes { bytes in
            marker.write(run: run, into: bytes, at: markerOffset)
            if let idOffset {
                EightDigits.write(marker.publisher, into: bytes, at: idOffset)
                EightDigits.write(marker.sequence, into: bytes, at: idOffset + 9)
            }
        }
        return payload
    }
}
