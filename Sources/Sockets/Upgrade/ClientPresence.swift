import NIOCore

/// Notices when the client of an HTTP connection ends its side: so that nobody waits on behalf of who does not wait any more.
///
/// A client that only ends its side and still reads cannot be told from one that went away; it is answered early.
public final class ClientPresence: ChannelInboundHandler, RemovableChannelHandler {
    public typealias InboundIn = Any

    private var hasGone = false
    /// What to do when it goes, by the number of who asked.
    private var watchers: [Int: @Sendable () -> Void] = [:]
    private var lastNumber = 0

    public init() {}

    public func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { went() }
        context.fireUserInboundEventTriggered(event)
    }

    public func channelInactive(context: ChannelHandlerContext) {
        went()
        context.fireChannelInactive()
    }

    private func went() {
        hasGone = true
        let all = watchers.values
        watchers = [:]
        for watcher in all { watcher() }
    }

    private func add(_ watcher: @escaping @Sendable () -> Void) -> Int {
        lastNumber += 1
        if hasGone { watcher() } else { watchers[lastNumber] = watcher }
        return lastNumber
    }

    private func remove(_ number: Int) {
        watchers[number] = nil
    }
}

extension ClientPresence {
    /// Runs `body`, which is cancelled when the client of the connection goes, or when the caller's task is. Any thread.
    public static func whileThere<Value: Sendable>(
        on channel: any Channel, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await body() }
        let number = try? await channel.eventLoop.submit { () -> Int? in
            guard let presence = presence(on: channel) else {
                task.cancel()
                return nil
            }
            return presence.add { task.cancel() }
        }.get()
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            task.cancel()
        }
        if let number {
            channel.eventLoop.execute { presence(on: channel)?.remove(number) }
        }
        return try result.get()
    }

    /// Nil once the connection is closed. To be called on its loop.
    private static func presence(on channel: any Channel) -> ClientPresence? {
        try? channel.pipeline.syncOperations.handler(type: ClientPresence.self)
    }
}
