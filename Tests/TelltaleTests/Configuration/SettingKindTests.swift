import Identity
import Testing

@testable import telltale

/// How the texts of settings are read.
struct SettingKindTests {
    @Test(
        "whole numbers stay within their bounds",
        arguments: [("0", 0), ("65535", 65_535), ("65536", nil), ("-1", nil), ("8e3", nil), ("", nil), ("80 ", nil), ("0x10", nil)]
    )
    func integers(text: String, value: Int?) {
        #expect((try? SettingKind<Int>.integer(in: 0...65_535).parse(text)) == value)
    }

    @Test(
        "sizes are bytes, or binary units",
        arguments: [
            ("65536", 65_536), ("64KiB", 65_536), ("64 kib", 65_536), ("1MiB", 1 << 20), ("1GiB", 1 << 30), ("2GiB", nil),
            ("64KB", nil), ("1.5MiB", nil), ("-1", nil), ("KiB", nil), ("99999999999999999999GiB", nil),
        ]
    )
    func sizes(text: String, value: Int?) {
        #expect((try? SettingKind<Int>.bytes(in: 0...1 << 30).parse(text)) == value)
    }

    @Test(
        "sizes are shown in the largest unit that is exact",
        arguments: [
            (0, "0"), (1_000, "1000"), (65_536, "64KiB"), (1 << 20, "1MiB"), (3 << 29, "1536MiB"),
        ]
    )
    func sizesShown(value: Int, text: String) {
        #expect(BinarySize.format(value) == text)
    }

    @Test(
        "times are seconds, or have a unit",
        arguments: [
            ("5", Duration.seconds(5)), ("0", .zero), ("0.25", .milliseconds(250)), ("500ms", .milliseconds(500)),
            ("5s", .seconds(5)), ("2m", .seconds(120)), ("1 h", .seconds(3_600)), ("1d", .seconds(86_400)), ("2d", nil),
            ("-1", nil), ("", nil), ("inf", nil), ("nan", nil), ("1e3", nil), ("5 minutes", nil), ("1.2.3", nil), ("ms", nil),
        ]
    )
    func times(text: String, value: Duration?) {
        #expect((try? SettingKind<Duration>.duration(in: .zero ... .seconds(86_400)).parse(text)) == value)
    }

    @Test(
        "times are shown in the largest unit that is exact",
        arguments: [
            (Duration.zero, "0s"), (.milliseconds(1_500), "1500ms"), (.seconds(90), "90s"), (.seconds(120), "2m"), (.seconds(7_200), "2h"),
            (.seconds(86_400), "1d"),
        ]
    )
    func timesShown(value: Duration, text: String) {
        #expect(TimeSpan.format(value) == text)
    }

    @Test(
        "yes and no are read as people write them",
        arguments: [
            ("true", true), ("YES", true), ("on", true), ("1", true), ("false", false), ("no", false), ("Off", false), ("0", false),
            ("2", nil), ("", nil),
        ]
    )
    func truths(text: String, value: Bool?) {
        #expect((try? SettingKind<Bool>.truth.parse(text)) == value)
    }

    @Test(
        "a choice ignores case and refuses other words",
        arguments: [
            ("production", Deployment.production), ("Development", .development), ("prod", nil), ("", nil),
        ]
    )
    func choices(text: String, value: Deployment?) {
        #expect((try? SettingKind<Deployment>.choice.parse(text)) == value)
    }

    @Test(
        "networks are CIDR, or one address",
        arguments: [
            ("10.0.0.0/8", true), ("10.0.0.1", true), ("fd00::/8", true), ("::1", true), ("10.0.0.0/8, 192.168.0.0/16", true),
            ("10.0.0.0/33", false), ("fd00::/129", false), ("10.0.0/8", false), ("10.0.0.0/8/8", false), ("10.0.0.0/", false),
            ("10.0.0.0/-1", false), ("proxy", false),
        ]
    )
    func networks(text: String, isAccepted: Bool) {
        #expect(((try? SettingKind<[String]>.networks.parse(text)) != nil) == isAccepted)
    }

    @Test(
        "origins are hosts, host suffixes, or scheme, host and port",
        arguments: [
            ("example.com", true), (".example.com", true), ("https://example.com:8443", true), ("*", true),
            ("http://[::1]:3000", true), ("a.com,b.com", true), ("https://", false), (".", false), ("https://a.com/path", false),
            ("*.example.com", false),
        ]
    )
    func origins(text: String, isAccepted: Bool) {
        #expect(((try? SettingKind<[String]>.origins(unset: "none").parse(text)) != nil) == isAccepted)
    }

    @Test(
        "scopes are known words",
        arguments: [
            ("chat", "chat"), ("dashboard,chat", "chat dashboard"), ("chat agents:write", "chat agents:write"), ("none", ""), ("", nil),
            ("chats", nil),
        ]
    )
    func scopes(text: String, value: String?) {
        #expect((try? Settings.defaultScopes.kind.parse(text).description) == value)
    }

    @Test(
        "a key set comes from a file or over https, never over http",
        arguments: [
            ("jwks.json", true), ("https://example.com/jwks", true), ("http://example.com/jwks", false), ("HTTP://example.com", false),
        ]
    )
    func keySets(text: String, isAccepted: Bool) {
        #expect(((try? SettingKind<String>.keySet.parse(text)) != nil) == isAccepted)
    }

    @Test(
        "a host is a name or an address, with or without brackets",
        arguments: [
            ("localhost", "localhost"), ("[::1]", "::1"), ("fe80::1%eth0", "fe80::1%eth0"), ("a b", nil), ("http://a", nil), ("", nil),
        ]
    )
    func hosts(text: String, value: String?) {
        #expect((try? SettingKind<String>.host.parse(text)) == value)
    }
}
