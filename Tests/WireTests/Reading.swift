import Wire

/// The text of a frame.
func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
}

/// Runs a reader over exactly the bytes of `json`.
func read<Value>(_ json: some Collection<UInt8>, _ body: (inout JSONReader) throws -> Value) rethrows -> Value {
    try Array(json).withUnsafeBytes { bytes in
        var reader = JSONReader(bytes)
        return try body(&reader)
    }
}

/// Checks a whole text as one JSON value; nil when it is good.
func check(_ json: some Collection<UInt8>) -> JSONError.Code? {
    read(json) { reader in
        do throws(JSONError) {
            try reader.skipValue()
            try reader.finish()
            return nil
        } catch {
            return error.code
        }
    }
}

func decodeChat(_ json: String) throws -> ChatRequest {
    try Array(json.utf8).withUnsafeBytes { try ChatRequest.decode($0) }
}

func decodeDashboard(_ json: String) throws -> DashboardRequest {
    try Array(json.utf8).withUnsafeBytes { try DashboardRequest.decode($0) }
}
