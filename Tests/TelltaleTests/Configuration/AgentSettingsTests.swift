import Agents
import LanguageModels
import Testing

@testable import telltale

/// Which agents there are, and within which bounds they are run.
struct AgentSettingsTests {
    private func refusal(_ yaml: String) throws -> CommandFailure? {
        let folder = try TemporaryFolder()
        let path = try folder.write(yaml, to: "agents.yaml")
        let refusal = failure { () throws(CommandFailure) in _ = try settings(["agents-file": path]) }
        // The folder's name is new each time.
        return refusal.map { CommandFailure($0.status, $0.message.replacing(folder.path + "/", with: "")) }
    }

    @Test("without a file there is the report on the server's health, and four executions run at once")
    func byDefault() throws {
        let agents = try settings().agents
        #expect(agents.catalogue.names == ["health-report"])
        #expect(agents.concurrency == 4 && agents.queue == 10_000 && agents.perUser == 1_000 && agents.messageBytes == 1 << 20)
        #expect(agents.configuration.queueLimit == 10_000 && agents.configuration.executionsPerUser == 1_000)
        #expect(agents.configuration.claimLimit == 10_000 && agents.configuration.claimsPerUser == 1_000)
    }

    @Test("each limit holds as it is set, and 0 is off")
    func limits() throws {
        let names = ["agent-queue", "executions-per-user", "agent-claims", "claims-per-user", "agent-concurrency"]
        for numbers in [["5", "6", "7", "8", "9"], ["0", "0", "0", "0", "0"]] {
            let made = try settings(Dictionary(uniqueKeysWithValues: zip(names, numbers))).agents.configuration
            let limits = [made.queueLimit, made.executionsPerUser, made.claimLimit, made.claimsPerUser, made.concurrency]
            #expect(limits.map(String.init) == numbers)
        }
    }

    @Test("a file declares agents beside the report")
    func file() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("agents:\n  - name: researcher\n  - name: painter\n    runner: worker\n", to: "agents.yaml")
        let catalogue = try settings(["agents-file": path]).agents.catalogue
        #expect(catalogue.names == ["researcher", "painter", "health-report"])
        #expect(catalogue["painter"]?.runner == .worker)
    }

    @Test("a mistake in the file is one line with file, line and column")
    func mistakes() throws {
        #expect(
            try refusal("agents:\n  - name: painter\n    runner: robot\n")
                == CommandFailure(.configuration, "agents.yaml, line 3, column 13: runner should be builtin or worker"))
        #expect(
            try refusal("agents:\n  - {name: a}\n  - {name: a}\n")
                == CommandFailure(.configuration, "agents.yaml, line 3, column 5: there is an agent named a already, in line 2"))
        let broken = try #require(try refusal("agents: [\n  {name: a\n"))
        #expect(broken.status == .configuration && broken.message.hasPrefix("agents.yaml, line ") && !broken.message.contains("\n"))
    }

    @Test("a file that is not there, and one that is no text, are refused")
    func unreadable() throws {
        let missing = failure { () throws(CommandFailure) in _ = try settings(["agents-file": "/nowhere/agents.yaml"]) }
        #expect(missing == CommandFailure(.noInput, "cannot read the agents file /nowhere/agents.yaml: no such file or directory"))
    }

    @Test("executions share the connections to the model's endpoint with answers")
    func connections() throws {
        let flags = ["model-url": "http://localhost:1", "model": "m", "answers": "10", "agent-concurrency": "3"]
        #expect(try settings(flags).assistant.model?.connectionLimit == 13)
    }

    @Test("agents that lack a model are named; workers and the report ask nobody")
    func warnings() throws {
        let folder = try TemporaryFolder()
        let yaml = """
            agents:
              - {name: thrifty, limits: {cost_usd: 1}}
              - {name: plain}
              - {name: painter, runner: worker}
            """
        var flags = ["agents-file": try folder.write(yaml, to: "agents.yaml")]
        func warnings() throws -> [String] {
            let settings = try settings(flags)
            return settings.agents.warnings(model: settings.assistant.model)
        }
        #expect(try warnings() == ["no model for agents thrifty, plain: set model-url, or their executions fail"])
        flags.merge(["model-url": "http://localhost:1", "model": "m", "model-prices": "m=1/2"]) { _, new in new }
        #expect(try warnings() == [])
        flags["agents-file"] = nil
        #expect(try warnings() == [])
    }

    @Test("a limit of cost needs the price of the agent's model; of a worker's agent the worker says what it costs")
    func prices() throws {
        let folder = try TemporaryFolder()
        let yaml = """
            agents:
              - {name: painter, runner: worker, model: unknown, limits: {cost_usd: 1}}
              - {name: plain, model: unknown}
              - {name: thrifty, limits: {cost_usd: 1}}
              - {name: other, model: big, limits: {cost_usd: 0}}
            """
        let path = try folder.write(yaml, to: "agents.yaml")
        var flags = ["agents-file": path, "model-url": "http://localhost:1", "model": "m"]
        func refusal() -> CommandFailure? {
            failure { () throws(CommandFailure) in _ = try settings(flags) }
        }
        let missing = CommandFailure(
            .configuration,
            "\(path): the agent thrifty has a limit cost_usd, but there is no price for its model m: "
                + "add m=INPUT/OUTPUT to model-prices, in US dollars per million tokens, or remove the limit")
        #expect(refusal() == missing)
        flags["model-prices"] = "m=0/0"
        #expect(refusal()?.message.contains("the agent other has a limit cost_usd, but there is no price for its model big") == true)
        flags["model-prices"] = "m=0/0,big=3/4"
        #expect(refusal() == nil)
    }
}
