import Testing

@testable import Telemetry

@Suite("Names and labels")
struct NameRulesTests {
    @Test(
        "valid names stay as they are",
        arguments: ["a", "_a", "http:requests_total", "telltale_store_commit_seconds", "A9_b"])
    func validNames(name: String) {
        #expect(NameRules.metricName(name, kind: .gauge) == name)
    }

    @Test(
        "invalid names become the nearest valid one",
        arguments: [
            ("", "_"), ("9a", "_9a"), ("a-b.c", "a_b_c"), ("größe", "gr__e"), ("a b\n", "a_b_"), ("e\u{301}", "e_"),
        ])
    func invalidNames(name: String, expected: String) {
        #expect(NameRules.metricName(name, kind: .gauge) == expected)
    }

    @Test("counters end in _total")
    func counters() {
        #expect(NameRules.metricName("jobs", kind: .counter) == "jobs_total")
        #expect(NameRules.metricName("jobs_total", kind: .counter) == "jobs_total")
    }

    @Test("infos end in _info")
    func infos() {
        #expect(NameRules.metricName("build", kind: .info) == "build_info")
        #expect(NameRules.metricName("build_info", kind: .info) == "build_info")
    }

    @Test(
        "the unit is the base unit that a name ends in",
        arguments: [
            ("wait_seconds", .histogram, "seconds"), ("cpu_seconds_total", .counter, "seconds"), ("size_bytes", .gauge, "bytes"),
            ("compression_ratio", .histogram, "ratio"), ("jobs_total", .counter, nil), ("seconds", .gauge, nil),
            ("wait_seconds_total", .gauge, nil), ("wait_milliseconds", .gauge, nil), ("boot_seconds_info", .info, nil),
            ("phase_seconds", .stateSet, nil),
        ] as [(String, FamilyKind, String?)])
    func units(name: String, kind: FamilyKind, expected: String?) {
        #expect(FamilySnapshot(name: name, help: "", kind: kind).unit == expected)
    }

    @Test("reserved, clashing and invalid label names are changed")
    func labelNames() {
        #expect(NameRules.labelNames(["endpoint", "le"], kind: .counter) == ["endpoint", "le"])
        #expect(NameRules.labelNames(["endpoint", "le"], kind: .histogram) == ["endpoint", "exported_le"])
        #expect(NameRules.labelNames(["__name__", "a:b", "a_b"], kind: .gauge) == ["exported___name__", "a_b", "exported_a_b"])
    }

    @Test("what had to be changed is a problem")
    func problems() {
        let registry = Registry()
        _ = registry.counter("jobs", help: "Jobs.", labels: ["a-b"])
        #expect(
            registry.problems == [
                "jobs is no valid counter name; it is shown as jobs_total",
                "jobs: [\"a-b\"] are no valid labels; shown as [\"a_b\"]",
            ])
    }

    @Test("label values are escaped")
    func escaping() {
        let labels = LabelSet(names: ["a", "b", "c"], values: ["say \"hi\"\n", "C:\\", "größe"])
        #expect(
            String(decoding: labels.exposition, as: UTF8.self) == #"a="say \"hi\"\n",b="C:\\",c="größe""#)
        #expect(LabelSet.none.exposition.isEmpty)
    }
}
