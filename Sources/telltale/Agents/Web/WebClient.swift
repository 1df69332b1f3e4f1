import Agents
import AsyncHTTPClient
import Essentials
import NIOCore
import NIOHTTP1

/// Reads pages for agents, and goes nowhere that their declarations do not let it go.
///
/// A name is resolved here, its addresses are checked, and the connection then goes to a checked one: what the name points to
/// a moment later does not matter (DNS rebinding). Redirects are checked like what was asked for. Any thread.
struct WebClient: WebFetching {
    /// Where connections live.
    let group: any EventLoopGroup
    /// What a name resolves to.
    var resolve: @Sendable (_ name: String) async throws -> [IPAddress] = SystemNames.addresses

    /// How many addresses of a name are tried.
    private static let attempts = 2

    func fetch(_ target: WebTarget, allowing hosts: WebAllowList, limits: WebLimits) async throws(ToolError) -> WebAnswer {
        let (group, resolve) = (group, resolve)
        do {
            return try await TimeLimit.run(.milliseconds(limits.timeMilliseconds)) {
                try await WebClient(group: group, resolve: resolve).follow(target, hosts, limits)
            }
        } catch let error as ToolError {
            throw error
        } catch is TimeLimit.Exceeded {
            throw ToolError(
                "\(target.host.text) did not answer within \(SettingKind<Double>.shown(Double(limits.timeMilliseconds) / 1_000)) s")
        } catch {
            throw ToolError("the request was cancelled")
        }
    }

    private func follow(_ first: WebTarget, _ hosts: WebAllowList, _ limits: WebLimits) async throws -> WebAnswer {
        var target = first
        for _ in 0...max(0, limits.redirects) {
            switch try await ask(target, hosts, limits) {
            case .answer(let answer): return answer
            case .redirect(let location):
                target = try target.redirected(to: location)
                guard hosts.allows(target) else {
                    throw ToolError("\(first.url) redirects to \(target.url), which is not on this agent's list")
                }
            }
        }
        throw ToolError("\(first.url) redirects more than \(limits.redirects) times")
    }

    private func ask(_ target: WebTarget, _ hosts: WebAllowList, _ limits: WebLimits) async throws -> WebExchange.Outcome {
        var failure = ToolError("\(target.host.text) has no address that may be connected to")
        for address in try await addresses(of: target, hosts).prefix(Self.attempts) {
            do {
                return try await WebExchange(target: target, address: address, limits: limits, group: group).run()
            } catch let error as ToolError {
                throw error
            } catch {
                try Task.checkCancellation()
                failure = ToolError("\(target.host.text) cannot be reached: \(WebExchange.reason(error))")
            }
        }
        throw failure
    }

    /// Those that may be connected to.
    private func addresses(of target: WebTarget, _ hosts: WebAllowList) async throws -> [IPAddress] {
        let all: [IPAddress]
        switch target.host {
        case .address(let address): all = [address]
        case .name(let name): all = try await resolve(name)
        }
        guard !all.isEmpty else { throw ToolError("the name \(target.host.text) has no address") }
        let allowed = all.filter(hosts.allowsConnecting)
        guard !allowed.isEmpty else { throw ToolError("\(target.host.text) has a private address that is not on this agent's list") }
        return allowed
    }
}
