import Configuration
import Foundation
import Yams

/// A configuration file, YAML or JSON, that was read and holds known settings only.
///
/// JSON is read as the YAML that it is, after a strict check, so that both name lines and refuse a
/// setting that stands twice (YAML 1.2.2, section 1.2).
struct ConfigurationFile: Sendable {
    /// Its settings.
    let source: SettingSource

    /// Reads a file and checks its keys against the table.
    /// - Parameter path: Its name ends in `.yaml`, `.yml` or `.json`.
    /// - Throws: ``CommandFailure`` with the line of what is wrong.
    init(path: String) throws(CommandFailure) {
        let bytes = try FileReading.bytes(of: path, purpose: "the configuration file")
        try self.init(path: path, bytes: bytes)
    }

    /// The same for bytes that were read already.
    init(path: String, bytes: [UInt8]) throws(CommandFailure) {
        try Self.checkFormat(path, bytes)
        guard try Self.checkKeys(path, bytes) else {
            source = .flags([:])
            return
        }
        do {
            let snapshot = try YAMLSnapshot(data: bytes.span.bytes, providerName: path, parsingOptions: .default)
            source = SettingSource(.file(path), snapshot)
        } catch {
            throw Self.failure(path, "\(error)")
        }
    }

    private static func checkFormat(_ path: String, _ bytes: [UInt8]) throws(CommandFailure) {
        guard [".yaml", ".yml", ".json"].contains(where: path.lowercased().hasSuffix) else {
            throw failure(path, "a configuration file's name ends in .yaml, .yml or .json")
        }
        guard path.lowercased().hasSuffix(".json") else { return }
        do {
            _ = try JSONSerialization.jsonObject(with: Data(bytes))
        } catch {
            throw failure(path, "this is not JSON: \((error as NSError).userInfo[NSDebugDescriptionErrorKey] ?? error)")
        }
    }

    /// Whether there are any keys; each is known, may stand in a file and has a value.
    private static func checkKeys(_ path: String, _ bytes: [UInt8]) throws(CommandFailure) -> Bool {
        guard let root = try tree(path, bytes), root.tag != Tag(.null) else { return false }
        guard let mapping = root.mapping else {
            throw failure(path, "there should be settings with their values, such as \"port: 8000\"")
        }
        for (key, value) in mapping {
            try check(key, value, in: path)
        }
        return !mapping.isEmpty
    }

    private static func check(_ key: Node, _ value: Node, in path: String) throws(CommandFailure) {
        let line = key.mark.map { "\(path), line \($0.line)" } ?? path
        guard let name = key.string, let row = Settings.row(name) else {
            throw CommandFailure(.configuration, "\(line): \(UnknownSetting.complaint(about: key.string ?? "?", in: .file))")
        }
        guard row.places.contains(.file) else {
            throw CommandFailure(.configuration, "\(line): \(name) cannot be set in a file; use \(row.flag) or \(row.environmentName)")
        }
        if value.tag == Tag(.null) {
            throw CommandFailure(.configuration, "\(line): \(name) has no value; give it one or remove the line")
        }
        let isPlain = value.scalar != nil || value.sequence?.allSatisfy { $0.scalar != nil } == true
        guard isPlain else {
            throw CommandFailure(.configuration, "\(line): \(name) takes one value or a list of values")
        }
    }

    private static func tree(_ path: String, _ bytes: [UInt8]) throws(CommandFailure) -> Node? {
        do {
            return try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
        } catch let error as YamlError {
            if case .duplicatedKeysInMapping(let names, let context) = error {
                let name = names.min() ?? "a setting"
                throw CommandFailure(.configuration, "\(path), line \(context.mark.line): \(name) stands twice; keep one of them")
            }
            throw failure(path, oneLine(error))
        } catch {
            throw failure(path, oneLine(error))
        }
    }

    private static func oneLine(_ error: any Error) -> String {
        "\(error)".split(separator: "\n").prefix(2).map { String($0.trimmed) }.joined(separator: ": ")
    }

    private static func failure(_ path: String, _ message: String) -> CommandFailure {
        CommandFailure(.configuration, "\(path): \(message)")
    }
}
