import CProtobufC

/// The bytes of a message, in memory that is kept for the next one.
struct PackedBuffer: ~Copyable {
    private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    deinit {
        memory.deallocate()
    }

    /// Packs a message and shows its bytes, which are valid only during the call.
    ///
    /// - Parameter body: gets the bytes; nil if there are more than `limit`.
    mutating func pack<Result>(
        _ message: UnsafePointer<ProtobufCMessage>, limit: Int, body: (UnsafeRawBufferPointer?) throws -> Result
    ) rethrows -> Result {
        let size = protobuf_c_message_get_packed_size(message)
        guard size <= limit else { return try body(nil) }
        if memory.count < size {
            memory.deallocate()
            // A quarter more, so that a server that grows slowly does not start anew every time.
            memory = .allocate(byteCount: size + size / 4, alignment: 1)
        }
        let written = protobuf_c_message_pack(message, memory.assumingMemoryBound(to: UInt8.self).baseAddress)
        return try body(UnsafeRawBufferPointer(rebasing: memory[..<written]))
    }
}
