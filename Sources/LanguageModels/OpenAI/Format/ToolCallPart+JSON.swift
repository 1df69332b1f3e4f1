import Wire

extension ToolCallPart {
    /// Reads the object here.
    ///
    /// - Throws: `JSONError` for anything else.
    init(_ reader: inout JSONReader) throws(JSONError) {
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name {
            case "index": index = try reader.readNull() ? nil : Int(truncatingIfNeeded: reader.readInteger())
            case "id": id = try reader.readStringOrNull()
            case "function": try readFunction(&reader)
            default: try reader.skipValue()
            }
        }
    }

    private mutating func readFunction(_ reader: inout JSONReader) throws(JSONError) {
        if try reader.readNull() { return }
        try reader.beginObject()
        while let member = try reader.nextMember() {
            switch member {
            case "name": name = try reader.readStringOrNull()
            case "arguments": arguments = try reader.readStringOrNull() ?? ""
            default: try reader.skipValue()
            }
        }
    }
}
