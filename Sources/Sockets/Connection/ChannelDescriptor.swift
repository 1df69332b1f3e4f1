import NIOCore
import NIOPosix

/// The descriptor of a channel's socket.
enum ChannelDescriptor {
    /// -1 when the channel has none. To be asked for, and used, on the loop of the channel while that is active.
    ///
    /// Asks the channel's core itself: `withUnsafeTransportIfAvailable(of:_:)` casts to a protocol with the type of its
    /// transport bound, which the runtime works out anew each time, for a twentieth of what a connection costs.
    static func of(_ channel: any Channel) -> Int32 {
        guard let core = channel._channelCore as? any NIOTransportAccessibleChannelCore else { return -1 }
        return descriptor(core)
    }

    private static func descriptor(_ core: some NIOTransportAccessibleChannelCore) -> Int32 {
        (try? core.withUnsafeTransport { $0 as? NIOBSDSocket.Handle }).flatMap(\.self) ?? -1
    }
}
