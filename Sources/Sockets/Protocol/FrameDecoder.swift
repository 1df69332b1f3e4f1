/// Reads client frames as their bytes come, whole or in pieces, and puts fragmented messages together.
///
/// Every rule is applied at the first byte that breaks it: reserved bits after two bytes, a message over the limit at the
/// header of the frame that would exceed it (nothing of it is buffered), invalid UTF-8 at the offending byte even when the
/// frame is not complete. RFC 6455, sections 5 and 8.1.
///
/// Not thread-safe: a value of the connection. Idle, it holds no heap memory.
struct FrameDecoder {
    /// What a step of the decoder can yield. Pointers are valid until the next step.
    enum Event {
        case text(UnsafeRawBufferPointer)
        case binary(UnsafeRawBufferPointer)
        case ping(UnsafeRawBufferPointer)
        case pong(UnsafeRawBufferPointer)
        case close(CloseFrame)
    }

    /// The largest message, bytes over all its fragments.
    let limit: Int

    private var headerBytes: (UInt64, UInt64) = (0, 0)
    private var headerCount = 0
    private var header: FrameHeader?
    /// Payload bytes of the current frame that were taken.
    private var taken = 0
    /// The kind of the message being put together: text, binary or none.
    private var messageOpcode: Opcode?
    private var message: PartialPayload?
    private var control: PartialPayload?
    private var utf8 = UTF8Validator()
    /// What the last event points into: kept until the next step begins.
    private var yielded: PartialPayload?

    /// - Parameter limit: the largest message, bytes.
    init(limit: Int) {
        self.limit = limit
    }

    /// Takes bytes from the front of `input` until an event is complete or the input is used up.
    ///
    /// - Returns: the event, or nil when more bytes are needed.
    /// - Throws: ``ProtocolViolation``; the decoder must not be used after that.
    mutating func next(
        _ input: inout UnsafeRawBufferPointer, scratch: ScratchBuffer
    ) throws(ProtocolViolation) -> Event? {
        yielded = nil
        while true {
            guard let header else {
                guard try readHeader(&input) else { return nil }
                continue
            }
            if header.opcode.isControl {
                guard takeControl(header, &input) else { return nil }
                return try controlEvent(header)
            }
            if let event = try takeWhole(header, &input, scratch) { return event }
            guard try takeFragment(header, &input) else { return nil }
            if header.isFinal { return try messageEvent() }
            finishFrame()
        }
    }

    private mutating func finishFrame() {
        header = nil
        headerCount = 0
        taken = 0
    }
}

// MARK: - Headers

extension FrameDecoder {
    /// Collects a header byte by byte or reads it in place; false when bytes are missing.
    private mutating func readHeader(_ input: inout UnsafeRawBufferPointer) throws(ProtocolViolation) -> Bool {
        if headerCount == 0, input.count >= 2 {
            let length = try FrameHeader.length(first: input[0], second: input[1])
            if input.count >= length {
                let bytes = UnsafeRawBufferPointer(rebasing: input[..<length])
                input = UnsafeRawBufferPointer(rebasing: input[length...])
                try accept(try FrameHeader(bytes))
                return true
            }
        }
        while let byte = input.first {
            input = UnsafeRawBufferPointer(rebasing: input.dropFirst())
            append(headerByte: byte)
            guard headerCount >= 2 else { continue }
            let (first, second) = (headerByte(0), headerByte(1))
            guard headerCount == (try FrameHeader.length(first: first, second: second)) else { continue }
            let parsed = Result { () throws(ProtocolViolation) in
                try withUnsafeBytes(of: headerBytes) { (raw) throws(ProtocolViolation) in
                    try FrameHeader(UnsafeRawBufferPointer(rebasing: raw[..<headerCount]))
                }
            }
            try accept(try parsed.get())
            return true
        }
        return false
    }

    private mutating func append(headerByte byte: UInt8) {
        withUnsafeMutableBytes(of: &headerBytes) { $0[headerCount] = byte }
        headerCount += 1
    }

    private func headerByte(_ index: Int) -> UInt8 {
        withUnsafeBytes(of: headerBytes) { $0[index] }
    }

    /// Applies the rules that need more than one frame: the order of fragments and the message limit.
    private mutating func accept(_ header: FrameHeader) throws(ProtocolViolation) {
        switch header.opcode {
        case .continuation:
            guard messageOpcode != nil else { throw .protocolError("continuation without a message to continue") }
        case .text, .binary:
            guard messageOpcode == nil else { throw .protocolError("new message before the last one was finished") }
            messageOpcode = header.opcode
        default:
            break
        }
        if !header.opcode.isControl {
            guard header.payloadLength <= limit - (message?.count ?? 0) else { throw .tooBig(limit: limit) }
        }
        self.header = header
        taken = 0
    }
}

// MARK: - Payloads

extension FrameDecoder {
    /// The common case: one frame that is a message and lies whole in the input. It is unmasked into the loop's scratch memory.
    private mutating func takeWhole(
        _ header: FrameHeader, _ input: inout UnsafeRawBufferPointer, _ scratch: ScratchBuffer
    ) throws(ProtocolViolation) -> Event? {
        guard header.isFinal, header.opcode != .continuation, taken == 0, input.count >= header.payloadLength else { return nil }
        let target = scratch.reserve(header.payloadLength)
        if let base = target.baseAddress {
            Masking.unmask(UnsafeRawBufferPointer(rebasing: input[..<header.payloadLength]), into: base, mask: header.mask, phase: 0)
        }
        input = UnsafeRawBufferPointer(rebasing: input[header.payloadLength...])
        finishFrame()
        messageOpcode = nil
        let bytes = UnsafeRawBufferPointer(target)
        guard header.opcode == .text else { return .binary(bytes) }
        var validator = UTF8Validator()
        guard validator.validate(bytes), validator.isComplete else { throw .invalidUTF8 }
        return .text(bytes)
    }

    /// Takes what is there of a data frame; true when the frame is complete.
    private mutating func takeFragment(
        _ header: FrameHeader, _ input: inout UnsafeRawBufferPointer
    ) throws(ProtocolViolation) -> Bool {
        let target = message ?? PartialPayload(capacity: input.count)
        message = target
        let piece = take(header, &input, into: target)
        if messageOpcode == .text {
            guard utf8.validate(piece) else { throw .invalidUTF8 }
        }
        return taken == header.payloadLength
    }

    private mutating func messageEvent() throws(ProtocolViolation) -> Event {
        let isText = messageOpcode == .text
        guard !isText || utf8.isComplete else { throw .invalidUTF8 }
        finishFrame()
        messageOpcode = nil
        utf8.reset()
        yielded = message
        message = nil
        let bytes = yielded?.bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
        return isText ? .text(bytes) : .binary(bytes)
    }

    /// Takes what is there of a control frame; true when it is complete.
    private mutating func takeControl(_ header: FrameHeader, _ input: inout UnsafeRawBufferPointer) -> Bool {
        let target = control ?? PartialPayload(capacity: header.payloadLength)
        control = target
        _ = take(header, &input, into: target)
        return taken == header.payloadLength
    }

    private mutating func controlEvent(_ header: FrameHeader) throws(ProtocolViolation) -> Event {
        finishFrame()
        yielded = control
        control = nil
        let bytes = yielded?.bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
        switch header.opcode {
        case .ping: return .ping(bytes)
        case .pong: return .pong(bytes)
        default: return .close(try CloseFrame(bytes))
        }
    }

    /// Unmasks as much of the frame's payload as the input holds onto the end of `target`, and returns where it lies now.
    private mutating func take(
        _ header: FrameHeader, _ input: inout UnsafeRawBufferPointer, into target: PartialPayload
    ) -> UnsafeRawBufferPointer {
        let count = min(header.payloadLength - taken, input.count)
        let piece = UnsafeRawBufferPointer(rebasing: input[..<count])
        input = UnsafeRawBufferPointer(rebasing: input[count...])
        let destination = target.extend(by: count)
        if let base = destination.baseAddress {
            Masking.unmask(piece, into: base, mask: header.mask, phase: taken)
        }
        taken += count
        return UnsafeRawBufferPointer(destination)
    }
}
