import Hummingbird
import Logging
import NIOCore

/// What a request carries through the router.
public struct GatewayContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The loop that the request came on.
    let channel: any Channel
    /// What the request waited for because it asked to.
    let waited = WaitedTime()

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Bodies are small JSON: 256 KiB hold a thousand participants.
    public var maxUploadSize: Int { 256 * 1024 }
}
