import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Answers that come before the answer (RFC 9110, section 15.2).
public enum InterimAnswer {
    /// Tells a client that waits with its body to send it: `100 Continue`. To be sent before the answer, from any thread.
    public static func sendContinue(on channel: any Channel) {
        channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)), promise: nil)
    }
}
