/// Takes the digits that the standard library makes of a floating-point number.
///
/// The library hands them over in its own buffer, so unlike `description` nothing is allocated. Should a later version not
/// call the second method, it calls the first, with a string.
struct DigitSink: TextOutputStream {
    var cursor: ByteCursor

    mutating func write(_ string: String) {
        cursor.put(string)
    }

    mutating func _writeASCII(_ buffer: UnsafeBufferPointer<UInt8>) {
        cursor.put(UnsafeRawBufferPointer(buffer))
    }
}
