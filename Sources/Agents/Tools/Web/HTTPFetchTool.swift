import Essentials
import LanguageModels

/// `http_fetch`: reads a page of the hosts that the agent's declaration lists.
public struct HTTPFetchTool: AgentTool {
    private let web: any WebFetching
    private let limits: WebLimits

    /// - Parameters:
    ///   - web: who asks.
    ///   - limits: of each request.
    public init(web: any WebFetching, limits: WebLimits = WebLimits()) {
        self.web = web
        self.limits = limits
    }

    public let definition = ModelTool(
        name: AgentToolName.httpFetch.rawValue,
        description: "Reads one URL with GET and returns its status, content type and text. Only hosts that the operator listed.",
        parameters: """
            {"type":"object","properties":{"url":{"type":"string","description":"An absolute URL with https:// or http://"}},\
            "required":["url"],"additionalProperties":false}
            """)

    public func call(_ arguments: String, _ context: ToolContext) async throws(ToolError) -> String {
        var arguments = try ToolArguments(arguments)
        let target = try WebTarget(try arguments.string("url"))
        try arguments.finish()
        guard context.hosts.allows(target) else {
            let listed = context.hosts.allowances.map(\.text).joined(separator: ", ")
            throw ToolError("\(target.url.prefix(200)) is not on this agent's list; it may reach: \(listed.isEmpty ? "nothing" : listed)")
        }
        if case .address(let address) = target.host, !context.hosts.allowsConnecting(to: address) {
            throw ToolError("\(address.text) is a private address and not listed")
        }
        return try Self.text(of: try await web.fetch(target, allowing: context.hosts, limits: limits))
    }

    private static func text(of answer: WebAnswer) throws(ToolError) -> String {
        let type = answer.contentType ?? "no content type"
        let head = "HTTP \(answer.status), \(type), \(answer.target.url)"
        guard !answer.body.isEmpty else { return head + "\n\n(no body)" }
        // A control character that no text has: what is binary would only confuse.
        guard !answer.body.contains(where: { $0 < 0x09 || (0x0E..<0x1B).contains($0) }) else {
            throw ToolError("\(head): the body is not text")
        }
        let cut = answer.isCut ? "\n\n(cut after \(answer.body.count) bytes)" : ""
        return "\(head)\n\n\(String(decoding: answer.body, as: UTF8.self))\(cut)"
    }
}
