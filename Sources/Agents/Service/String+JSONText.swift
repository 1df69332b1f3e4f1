import Wire

extension String {
    /// Whether it is one JSON text (RFC 8259): what is shown inside a frame as it is must be.
    var isJSONText: Bool {
        var text = self
        return text.withUTF8 { bytes in
            var reader = JSONReader(UnsafeRawBufferPointer(bytes))
            do {
                try reader.skipValue()
                try reader.finish()
                return true
            } catch {
                return false
            }
        }
    }
}
