import Testing

@testable import Telemetry

@Suite("State set")
struct StateSetTests {
    private let registry = Registry(seriesLimit: 2)

    private func shown(_ name: String) -> [String] {
        registry.snapshot().family(name)?.series.map { series in
            "\(String(decoding: series.labels.exposition, as: UTF8.self)) \(series.number ?? -1)"
        } ?? []
    }

    @Test("each state is a series, with the state in a label that is named like the family")
    func series() {
        let phase = registry.stateSet("phase", help: "Phase.", states: ["starting", "ready", "draining"]).child()
        #expect(shown("phase") == [#"phase="starting" 0.0"#, #"phase="ready" 0.0"#, #"phase="draining" 0.0"#])
        phase.select("starting")
        phase.select("ready")
        #expect(shown("phase") == [#"phase="starting" 0.0"#, #"phase="ready" 1.0"#, #"phase="draining" 0.0"#])
        #expect(registry.snapshot().family("phase")?.kind == .stateSet)
        #expect(registry.snapshot().family("phase")?.number("ready") == 1)
        #expect(registry.snapshot().family("phase")?.total(where: ["phase": "ready"]) == 1)
    }

    @Test("states of a child lie together, and several may be on")
    func children() {
        let features = registry.stateSet("app:features", help: "Features.", labels: ["node"], states: ["a", "b"])
        features.child("1").set("a", true)
        features.child("2").set("a", true)
        features.child("2").set("b", true)
        features.child("2").set("a", false)
        features.child("1").set("b", true)
        #expect(
            shown("app:features") == [
                #"node="1",app_features="a" 1.0"#, #"node="1",app_features="b" 1.0"#, #"node="2",app_features="a" 0.0"#,
                #"node="2",app_features="b" 1.0"#,
            ])
        #expect(features.child("2").isOn("b"))
        features.child("3").select("a")
        #expect(registry.snapshot().family("app:features")?.number("other", "a") == 1)
        features.remove("1")
        #expect(shown("app:features").count == 4)
    }

    @Test("a label of the family's own name gives way to the state's")
    func clash() {
        _ = registry.stateSet("phase", help: "Phase.", labels: ["phase"], states: ["on"]).child("x")
        #expect(shown("phase") == [#"exported_phase="x",phase="on" 0.0"#])
    }

    @Test("a state that was not declared changes nothing and is a problem")
    func unknown() {
        let phase = registry.stateSet("phase", help: "Phase.", states: ["on"]).child()
        phase.select("on")
        phase.select("of")
        phase.set("of", true)
        #expect(shown("phase") == [#"phase="on" 1.0"#])
        #expect(!phase.isOn("of"))
        #expect(registry.problems == ["phase has no state of"])
    }

    @Test("states that are there twice or beyond 64 are left out and are a problem")
    func limit() {
        let many = (0..<70).map { "s\($0)" }
        let set = registry.stateSet("many", help: "Many.", states: many).child()
        _ = registry.stateSet("twice", help: "Twice.", states: ["a", "a"]).child()
        set.select("s63")
        #expect(shown("many").count == 64)
        #expect(registry.snapshot().family("many")?.number("s63") == 1)
        #expect(shown("twice") == [#"twice="a" 0.0"#])
        #expect(registry.problems.count == 2)
    }

    @Test("a snapshot never shows two selected states, nor none")
    func oneMoment() async {
        let phase = registry.stateSet("phase", help: "Phase.", states: ["a", "b", "c"]).child()
        phase.select("a")
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for step in 0..<50_000 { phase.select(["a", "b", "c"][step % 3]) }
            }
            group.addTask { [registry] in
                for _ in 0..<2_000 { #expect(registry.snapshot().family("phase")?.total() == 1) }
            }
        }
    }
}
