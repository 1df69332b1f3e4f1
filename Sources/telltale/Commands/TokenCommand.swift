import ArgumentParser
import Foundation
import Glibc
import Identity

/// `telltale token`: prints a token, and nothing else.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make a token and print it.",
        usage: "telltale token --user <id> [options]",
        discussion: """
            Signs with the key that `telltale serve` would use: the file named with --secret-file, else the signing key of \
            the folder named with --data, else the secret of the environment (TELLTALE_SECRET, TELLTALE_SECRET_FILE) or of \
            the file named with --config, else the signing key in ./data.

            Without --scope a token has default-scopes; signed with a data folder's key, which is one for development, dashboard \
            and metrics too, and with --agents it is a worker's: agents:write.
            """
    )

    @Option(help: ArgumentHelp("Id of the user.", valueName: "id")) var user: String
    @Option(help: ArgumentHelp("Name to show. (default: the id)", valueName: "text")) var name: String?
    @Option(help: ArgumentHelp("Scopes: \(Self.scopeNames). (default: default-scopes)", valueName: "scope,…"))
    var scope: [String] = []
    @Option(help: ArgumentHelp("For a worker: the agents that it works for.", valueName: "name,…"))
    var agents: [String] = []
    @Option(help: ArgumentHelp("Time that it is valid: seconds, or 30m, 1h, 7d.", valueName: "seconds"))
    var ttl = "1h"
    @OptionGroup(title: "Key") var key: SigningOptions

    func validate() throws {
        guard !user.isEmpty else { throw ValidationError("--user is empty") }
        guard Principal.isAcceptable(userID: user) else {
            throw ValidationError(
                "--user must have at most 255 bytes in Unicode's normal form C, without control characters: no server takes another id")
        }
        guard key.data == nil || key.secretFile == nil else {
            throw ValidationError("give --data or --secret-file, not both")
        }
    }

    func run() async throws {
        try StandardStream.output.print(token(environment: ProcessInfo.processInfo.environment, now: Int64(time(nil))) + "\n")
    }

    /// The token.
    /// - Parameters:
    ///   - environment: The process's environment.
    ///   - now: Unix time in seconds.
    /// - Throws: ``CommandFailure``.
    func token(environment: [String: String], now: Int64) throws(CommandFailure) -> String {
        let reader = try SettingsReader(flags: key.given, environment: environment)
        let names = try agents.isEmpty ? [] : Self.read(agents.joined(separator: ","), SettingKind<[String]>.agentNames, "--agents")
        let scopes = try scopes(reader)
        guard names.isEmpty || scopes.allows(.agentsWrite) else {
            throw CommandFailure(.usage, "--agents is for workers, whose tokens have the scope agents:write; add it to --scope")
        }
        let validity = try Self.read(ttl, SettingKind<Duration>.duration(in: .seconds(1) ... .seconds(3_650 * 86_400)), "--ttl")
        let signer = try signer(reader)
        do {
            return try signer.sign(user: user, name: name, scopes: scopes, agents: names, ttlSeconds: validity.components.seconds, now: now)
        } catch {
            throw CommandFailure(.usage, "this token cannot be made: \(error)")
        }
    }

    private func scopes(_ reader: SettingsReader) throws(CommandFailure) -> Scopes {
        guard scope.isEmpty else { return try Self.read(scope.joined(separator: ","), SettingKind<Scopes>.scopes, "--scope") }
        guard agents.isEmpty else { return .agentsWrite }
        let usual = try reader.value(Settings.defaultScopes)
        return try key.isForDevelopment(reader) ? usual.union([.dashboard, .metrics]) : usual
    }

    private func signer(_ reader: SettingsReader) throws(CommandFailure) -> TokenSigner {
        let secret = try key.secret(reader)
        let algorithm = try reader.value(Settings.jwtAlgorithm)
        let issuer = try reader.value(Settings.jwtIssuer)
        let audience = try reader.value(Settings.jwtAudience)
        do {
            return try TokenSigner(secret: secret, algorithm: algorithm, issuer: issuer, audience: audience)
        } catch {
            throw CommandFailure(.configuration, "the secret for tokens cannot be used: \(error)")
        }
    }

    private static let scopeNames = Scopes.names.map(\.name).joined(separator: ", ")

    private static func read<Value>(
        _ text: String,
        _ kind: SettingKind<Value>,
        _ flag: String
    ) throws(CommandFailure) -> Value {
        do {
            return try kind.parse(text)
        } catch {
            throw CommandFailure(.usage, "\(flag): \"\(text)\" is not \(error.expectation)")
        }
    }
}
