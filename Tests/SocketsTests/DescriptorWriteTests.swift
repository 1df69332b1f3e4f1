import Glibc
import Testing

@testable import Sockets

@Suite("Sending on a descriptor")
struct DescriptorWriteTests {
    /// What comes of sending five bytes when the system answers with these in turn: a count, or an error number below 0.
    private func send(_ answers: [Int]) -> (result: DescriptorWrite.Result, calls: Int) {
        var calls = 0
        let result = [UInt8]("hello".utf8).withUnsafeBytes { bytes in
            DescriptorWrite.send(7, bytes) { descriptor, address, count, flags in
                #expect(descriptor == 7 && address == bytes.baseAddress && count == 5)
                #expect(flags == Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
                let answer = answers[calls]
                calls += 1
                guard answer < 0 else { return answer }
                errno = Int32(-answer)
                return -1
            }
        }
        return (result, calls)
    }

    @Test("says how much the kernel took, all or some")
    func taken() {
        #expect(send([5]) == (.wrote(5), 1))
        #expect(send([2]) == (.wrote(2), 1))
    }

    @Test("tries again when a signal came between, as often as it does")
    func interrupted() {
        #expect(send([-Int(EINTR), -Int(EINTR), -Int(EINTR), 5]) == (.wrote(5), 4))
        #expect(send([-Int(EINTR), -Int(EPIPE)]) == (.failed(errno: EPIPE), 2))
    }

    @Test("waits for room where there is none, in the socket or in the kernel", arguments: [EAGAIN, EWOULDBLOCK, ENOBUFS])
    func full(code: Int32) {
        #expect(send([-Int(code)]) == (.wrote(0), 1))
    }

    @Test("says what broke the connection", arguments: [EPIPE, ECONNRESET, EBADF])
    func broken(code: Int32) {
        #expect(send([-Int(code)]) == (.failed(errno: code), 1))
    }
}
