import Glibc
import Testing

@testable import telltale

/// Writing to the standard streams.
struct StandardStreamTests {
    /// What is written, and what comes of it, when the system answers with these in turn: a count, or an error number below 0.
    private func write(_ text: String, _ answers: [Int]) -> (written: String, code: Int32) {
        var (written, rest) = ([UInt8](), answers[...])
        let code = StandardStream(descriptor: 9).write(text.utf8) { descriptor, address, count in
            #expect(descriptor == 9)
            let answer = rest.popFirst() ?? count
            guard answer >= 0 else {
                errno = Int32(-answer)
                return -1
            }
            written += UnsafeRawBufferPointer(start: address, count: min(answer, count))
            return min(answer, count)
        }
        return (String(decoding: written, as: UTF8.self), code)
    }

    @Test("what is taken in pieces, with signals between, is written whole and once")
    func pieces() {
        #expect(write("hello world", [5, -Int(EINTR), 1, -Int(EINTR)]) == ("hello world", 0))
        #expect(write("", []) == ("", 0))
    }

    @Test("what cannot be written is an error number, and the rest is let go", arguments: [ENOSPC, EPIPE, EAGAIN])
    func refused(code: Int32) {
        #expect(write("hello", [2, -Int(code)]) == ("he", code))
    }

    @Test("a full disk is told to who asked for the text")
    func full() throws {
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        let stream = StandardStream(descriptor: full)
        let refusal = failure { () throws(CommandFailure) in try stream.print("token") }
        #expect(refusal == CommandFailure(.failure, "cannot write to standard output: no space left on device"))
    }
}
