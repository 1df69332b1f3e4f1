import NIOCore
import NIOHTTP1

/// Brings the heads of requests into the one form that the router and what feeds it know, as the conversion to HTTP's common
/// types forgets the version, and keeps `Host` beside a target that names another.
///
/// Stands behind the parser.
final class HTTPHeadForm: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        guard Self.isClear(head) else { return context.fireErrorCaught(HTTPParserError.invalidHeaderToken) }
        Self.form(&head)
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    /// Whether it says whom it is for, once: what lies before this server might take another of two (RFC 9112, section 3.2).
    static func isClear(_ head: HTTPRequestHead) -> Bool {
        let hosts = head.headers["Host"].count
        return hosts == 1 || hosts == 0 && head.version == .http1_0
    }

    /// Makes a target in absolute form a plain one with its authority as `Host`, and says with `Connection: close` or
    /// `keep-alive` what the version and the fields come to (RFC 9112, sections 3.2.2 and 9.3).
    static func form(_ head: inout HTTPRequestHead) {
        let staysOpen = head.isKeepAlive
        if let target = AbsoluteTarget(head.uri) {
            head.uri = target.originForm
            head.headers.replaceOrAdd(name: "Host", value: target.authority)
        }
        if !staysOpen {
            head.headers.replaceOrAdd(name: "Connection", value: "close")
        } else if head.version == .http1_0 {
            head.headers.replaceOrAdd(name: "Connection", value: "keep-alive")
        }
    }
}
