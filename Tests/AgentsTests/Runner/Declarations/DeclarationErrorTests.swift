import Agents
import Testing

@Suite("What is wrong with a file of agents")
struct DeclarationErrorTests {
    private func complaint(_ yaml: String) -> String {
        do throws(DeclarationError) {
            return "read as \(try AgentCatalogue.parse(yaml: yaml, file: "a.yaml").names)"
        } catch {
            return error.description
        }
    }

    @Test(
        "is told in one line with its place",
        arguments: [
            ("- a", "a.yaml, line 1, column 1: the file should have keys with values, such as \"agents:\" with a list"),
            ("agent: []", "a.yaml, line 1, column 1: there should be \"agents:\" with a list of agents"),
            ("agents: []\nmore: 1", "a.yaml, line 2, column 1: there is no key \"more\" here; there are: agents"),
            ("agents: []\n\"a\\nb\\e[1m\": 1", "a.yaml, line 2, column 1: there is no key \"a\\nb\\u{1B}[1m\" here; there are: agents"),
            ("agents:", "a.yaml, line 1, column 1: agents has no value; give it one or remove the line"),
            ("agents: 5", "a.yaml, line 1, column 9: agents should be a list"),
            ("agents: [5]", "a.yaml, line 1, column 10: an agent should have keys with values, such as \"name: researcher\""),
            ("agents:\n  - runner: worker", "a.yaml, line 2, column 5: an agent needs a name"),
            (
                "agents: [{name: a b}]",
                "a.yaml, line 1, column 17: name should be 1 to 80 of the characters A-Z a-z 0-9 _ - ."
            ),
            ("agents:\n  - name: a\n  - name: b\n  - name: a", "a.yaml, line 4, column 5: there is an agent named a already, in line 2"),
            ("agents:\n  - name: a\n    name: b", "a.yaml, line 2, column 5: the key name stands twice"),
            (
                "agents:\n  - name: a\n    modle: x",
                """
                a.yaml, line 3, column 5: there is no key "modle" here; there are: name, description, runner, platform, model, system, \
                steps, tools, operators, limits, lost, attempts, lease, temperature, max_tokens, hosts
                """
            ),
            ("agents: [{name: a, runner: cloud}]", "a.yaml, line 1, column 28: runner should be builtin or worker"),
            ("agents: [{name: a, lost: maybe}]", "a.yaml, line 1, column 26: lost should be fail or requeue"),
            ("agents: [{name: a, operators: yes}]", "a.yaml, line 1, column 31: operators should be true or false"),
            ("agents: [{name: a, system: ~}]", "a.yaml, line 1, column 20: system has no value; give it one or remove the line"),
            ("agents: [{name: a, system: '  '}]", "a.yaml, line 1, column 28: system should not be empty"),
            ("agents: [{name: a, system: [x]}]", "a.yaml, line 1, column 28: system should be a text"),
            ("agents: [{name: a, attempts: 0}]", "a.yaml, line 1, column 30: attempts should be a whole number from 1 to 100"),
            ("agents: [{name: a, attempts: 2.5}]", "a.yaml, line 1, column 30: attempts should be a whole number from 1 to 100"),
            ("agents: [{name: a, temperature: 2.1}]", "a.yaml, line 1, column 33: temperature should be a number from 0 to 2"),
            ("agents: [{name: a, temperature: .nan}]", "a.yaml, line 1, column 33: temperature should be a number from 0 to 2"),
            ("agents: [{name: a, temperature: 1e0}]", "a.yaml, line 1, column 33: temperature should be a number from 0 to 2"),
            ("agents: [{name: a, max_tokens: -1}]", "a.yaml, line 1, column 32: max_tokens should be a whole number from 1 to 10000000"),
            (
                "agents: [{name: a, runner: worker, lease: 2h}]",
                "a.yaml, line 1, column 43: lease should be a time from 1s to 1h, such as 30s, 5m or 1h"
            ),
            ("agents: [{name: a, lease: 5s}]", "a.yaml, line 1, column 20: lease is for agents with \"runner: worker\""),
            (
                "agents: [{name: a, runner: worker, system: x}]",
                "a.yaml, line 1, column 36: system is for agents with \"runner: builtin\"; a worker sees to that itself"
            ),
            (
                "agents: [{name: a, runner: worker, limits: {calls: 3}}]",
                """
                a.yaml, line 1, column 45: calls is for agents with "runner: builtin"; nobody tells how often a worker asks a model
                """
            ),
            ("agents: [{name: a, *x : y}]", "a.yaml, line 1, column 20: a key should be a word"),
            ("agents: [{name: a, [b]: y}]", "a.yaml, line 1, column 20: a key should be a word"),
            ("? {a: b}\n: c", "a.yaml, line 1, column 3: a key should be a word"),
            (
                "agents: [{name: a, limits: {time: 0s}}]",
                "a.yaml, line 1, column 35: time should be a time from 1s to 24h, such as 30s, 5m or 1h"
            ),
            (
                "agents: [{name: a, limits: {tokens: many}}]",
                "a.yaml, line 1, column 37: tokens should be a whole number from 1 to 1000000000"
            ),
            ("agents: [{name: a, limits: {cost_usd: -1}}]", "a.yaml, line 1, column 39: cost_usd should be a number from 0 to 1000000"),
            (
                "agents: [{name: a, limits: {hours: 1}}]",
                "a.yaml, line 1, column 29: there is no key \"hours\" here; there are: time, tokens, cost_usd, calls"
            ),
            ("agents: [{name: a, limits: 5m}]", "a.yaml, line 1, column 28: limits should have keys with values, such as \"time: 5m\""),
            ("agents: [{name: a, steps: Do it}]", "a.yaml, line 1, column 27: steps should be a list"),
            ("agents: [{name: a, steps: [{prompt: x}]}]", "a.yaml, line 1, column 28: a step needs a name"),
            ("agents: [{name: a, steps: [[x]]}]", "a.yaml, line 1, column 28: a step should be a text"),
            (
                "agents: [{name: a, tools: [shell]}]",
                """
                a.yaml, line 1, column 28: a tool should be calculator, metrics_query, alerts, conversations_search or http_fetch
                """
            ),
            ("agents: [{name: a, tools: [alerts, alerts]}]", "a.yaml, line 1, column 36: the tool alerts is named twice"),
            (
                "agents: [{name: a, tools: [http_fetch]}]",
                "a.yaml, line 1, column 28: http_fetch needs \"hosts:\" with what it may reach, such as [api.example.com]"
            ),
            ("agents: [{name: a, hosts: [x.org]}]", "a.yaml, line 1, column 27: hosts is for agents with the tool http_fetch"),
            (
                "agents: [{name: a, tools: [http_fetch], hosts: ['*']}]",
                """
                a.yaml, line 1, column 49: a host should be like api.example.com, .example.com, api.example.com:8443, \
                http://127.0.0.1:9090, 10.0.0.5 or 10.0.0.0/8
                """
            ),
            ("agents: [{name: a, tools: [http_fetch], hosts: []}]", "a.yaml, line 1, column 48: hosts should name at least one host"),
        ])
    func complaints(yaml: String, message: String) {
        #expect(complaint(yaml) == message)
    }

    @Test(
        "what is not YAML is told with its place, in one line",
        arguments: ["agents: [", "agents:\n\t- name: a", "a: b: c", "\"open", "--- a\n--- b"])
    func notYAML(yaml: String) {
        let complaint = complaint(yaml)
        #expect(complaint.hasPrefix("a.yaml, line "))
        #expect(complaint.contains(": this is not YAML: "))
        #expect(!complaint.contains("\n"))
    }

    @Test("a text, a list and a file that are too long are refused")
    func tooLong() {
        let text = String(repeating: "x", count: 65_537)
        #expect(complaint("agents: [{name: a, system: \(text)}]") == "a.yaml, line 1, column 28: system should have at most 65536 bytes")
        let steps = Array(repeating: "x", count: 101).joined(separator: ",")
        #expect(complaint("agents: [{name: a, steps: [\(steps)]}]") == "a.yaml, line 1, column 27: steps should have at most 100 entries")
        #expect(complaint(String(repeating: "#", count: 1 << 20 | 1)) == "a.yaml: a file of agents has at most 1 MiB")
    }

    /// Anchors each of which holds the one before it nine times: 9⁴⁰ things in a few lines.
    private static let bomb =
        "a0: &a0 [x, x, x]\n"
        + (1...40).map { level in
            "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
        }.joined()

    @Test("a few lines that stand for billions are refused at once: as values, and as keys", .timeLimit(.minutes(1)))
    func bombs() {
        let clock = ContinuousClock()
        let asKeys = "a0: &a0 {x: x}\n" + (1...40).map { "a\($0): &a\($0) {? [*a\($0 - 1), *a\($0 - 1)] : x}\n" }.joined()
        let took = clock.measure {
            #expect(complaint(Self.bomb + "agents: *a40") == "a.yaml, line 1, column 1: there is no key \"a0\" here; there are: agents")
            #expect(complaint("agents: [" + String(repeating: "{name: ", count: 900)).contains("this is not YAML"))
            #expect(complaint(Self.bomb + "? *a40\n: x") == "a.yaml, line 42, column 3: a key should be a word")
            #expect(complaint(Self.bomb + "agents: [{*a40 : x}]") == "a.yaml, line 42, column 11: a key should be a word")
            #expect(complaint(asKeys) == "a.yaml, line 2, column 12: a key should be a word")
            let nested = String(repeating: "[", count: 100_000)
            #expect(complaint("agents: " + nested).hasPrefix("a.yaml, line 1, column "))
            let many = (0..<60_000).map { "k\($0): 1\n" }.joined()
            #expect(complaint(many) == "a.yaml, line 257, column 1: there are more than 256 keys beside each other")
        }
        #expect(took < .seconds(5))
    }

    @Test("an anchor for what several agents share is read")
    func anchors() throws {
        let yaml = """
            agents:
              - {name: a, tools: &tools [calculator], limits: &limits {calls: 3}}
              - {name: b, tools: *tools, limits: *limits}
            """
        let catalogue = try AgentCatalogue.parse(yaml: yaml, file: "f")
        #expect(catalogue["b"]?.tools == ["calculator"] && catalogue["b"]?.limits.calls == 3)
    }
}
