import Glibc
import NIOCore

extension SocketAddress {
    /// The address without its port, as text; empty for one that is not of the internet.
    ///
    /// As `ipAddress`, for which the C library takes thousands of instructions to print the four numbers of IPv4.
    package var addressText: String {
        guard case .v4 = self else { return ipAddress ?? "" }
        return withSockAddr { pointer, size in
            // Where sockaddr_in has the address (ip(7)).
            let address = UnsafeRawBufferPointer(start: pointer, count: size)[4..<8]
            return String(unsafeUninitializedCapacity: 15) { text in
                var count = 0
                for byte in address {
                    if count > 0 { count = text.write(UInt8(ascii: "."), at: count) }
                    if byte >= 100 { count = text.write(UInt8(ascii: "0") + byte / 100, at: count) }
                    if byte >= 10 { count = text.write(UInt8(ascii: "0") + byte / 10 % 10, at: count) }
                    count = text.write(UInt8(ascii: "0") + byte % 10, at: count)
                }
                return count
            }
        }
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// - Returns: the offset behind it.
    fileprivate func write(_ byte: UInt8, at offset: Int) -> Int {
        self[offset] = byte
        return offset + 1
    }
}
