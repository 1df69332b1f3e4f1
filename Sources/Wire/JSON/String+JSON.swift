extension String {
    /// The JSON text (RFC 8259) of a string.
    public init(jsonOf text: String) {
        var writer = JSONWriter(capacity: text.utf8.count + 64)
        writer.value(text)
        self.init(decoding: writer.bytes, as: UTF8.self)
    }

    /// The characters of a JSON text that is one string; nil for every other JSON and for what is none.
    public init?(textOfJSON json: String) {
        var json = json
        let text = json.withUTF8 { bytes -> String? in
            var reader = JSONReader(UnsafeRawBufferPointer(bytes))
            guard let text = try? reader.readString(), (try? reader.finish()) != nil else { return nil }
            return text
        }
        guard let text else { return nil }
        self = text
    }
}
