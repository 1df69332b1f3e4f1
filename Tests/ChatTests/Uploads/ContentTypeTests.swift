import Testing

@testable import Chat

@Suite("The type of a content")
struct ContentTypeTests {
    private static func type(_ bytes: [UInt8], isCut: Bool = false) -> String {
        ContentType(of: bytes, isCut: isCut).name
    }

    /// Bytes from hexadecimal pairs, and texts in quotes.
    private static func bytes(_ pattern: String) -> [UInt8] {
        pattern.split(separator: " ").flatMap { part in
            part.hasPrefix("'") ? Array(part.dropFirst().dropLast().utf8) : [UInt8(part, radix: 16)!]
        }
    }

    @Test(
        "is found in its first bytes",
        arguments: [
            ("89 'PNG' 0D 0A 1A 0A 00", "image/png"), ("FF D8 FF E0", "image/jpeg"), ("'GIF89a' 01 00", "image/gif"),
            ("'RIFF' 10 00 00 00 'WEBPVP8'", "image/webp"), ("'BM' 10 00 00 00 00 00 00 00 36", "image/bmp"),
            ("00 00 01 00 01 00", "image/x-icon"), ("'II' 2A 00", "image/tiff"),
            ("00 00 00 1C 'ftypavif' 00 00 00 00", "image/avif"), ("00 00 00 18 'ftypheic' 00", "image/heic"),
            ("00 00 00 18 'ftypisom' 00 00 02 00", "video/mp4"), ("00 00 00 14 'ftypqt' 20 20 00", "video/quicktime"),
            ("00 00 00 14 'ftypM4A' 20 00", "audio/mp4"), ("1A 45 DF A3 9F 42 82 84 'webm'", "video/webm"),
            ("1A 45 DF A3 9F 42 82 88 'matroska'", "video/x-matroska"), ("'ID3' 04 00", "audio/mpeg"), ("FF FB 90 64", "audio/mpeg"),
            ("FF F1 50 80", "audio/aac"), ("'fLaC' 00", "audio/flac"), ("'RIFF' 10 00 00 00 'WAVEfmt'", "audio/wave"),
            ("'RIFF' 10 00 00 00 'AVI' 20 00", "video/avi"), ("'MThd' 00 00 00 06", "audio/midi"),
            ("'%PDF-1.7' 0A", "application/pdf"), ("'PK' 03 04 14 00", "application/zip"), ("1F 8B 08 00", "application/gzip"),
            ("'Rar!' 1A 07 01 00", "application/vnd.rar"), ("'7z' BC AF 27 1C 00", "application/x-7z-compressed"),
            ("FD '7zXZ' 00 00", "application/x-xz"), ("28 B5 2F FD 00", "application/zstd"),
            ("'BZh9' 31 41 59 26 53 59", "application/x-bzip2"), ("01 02 03 04", "application/octet-stream"),
        ])
    func byBytes(pattern: String, name: String) {
        let type = ContentType(of: Self.bytes(pattern), isCut: true)
        #expect(type.name == name)
        #expect(!type.isActive)
    }

    @Test("of an Ogg file is that of its first stream", arguments: [("OpusHead", "audio/ogg"), ("\u{80}theora", "video/ogg")])
    func ogg(stream: String, name: String) {
        let head = Array("OggS".utf8) + [UInt8](repeating: 0, count: 22) + [1, 19]
        let first = stream.hasPrefix("\u{80}") ? [0x80] + Array("theora".utf8) : Array(stream.utf8)
        #expect(Self.type(head + first) == name)
    }

    @Test("of an archive of tar is found behind the first name in it")
    func tar() {
        var header = [UInt8](repeating: 0, count: 512)
        header.replaceSubrange(257..<262, with: Array("ustar".utf8))
        #expect(Self.type(header) == "application/x-tar")
    }

    @Test(
        "of what somebody could run is known as active",
        arguments: [
            ("<!DOCTYPE html><p>", "text/html"), ("  \r\n<HtMl >", "text/html"), ("\u{FEFF}<script>alert(1)</script>", "text/html"),
            ("<!-- a --><b>", "text/html"), ("<br/>", "text/html"), ("<?xml version=\"1.0\"?><a/>", "text/xml"),
            ("<?xml version=\"1.0\"?>\n<!-- x -->\n<SVG onload=\"x\">", "image/svg+xml"), ("<svg xmlns=\"x\">", "image/svg+xml"),
            ("<!-- x --><svg/>", "image/svg+xml"), ("<?php echo 1;", "application/x-httpd-php"), ("#!/bin/sh\nrm", "text/x-script"),
            ("\u{7F}ELF\u{2}\u{1}", "application/x-elf"), ("MZ\u{0}\u{3}", "application/vnd.microsoft.portable-executable"),
            ("\u{0}asm\u{1}", "application/wasm"), ("%!PS-Adobe-3.0", "application/postscript"), ("{\\rtf1", "application/rtf"),
        ])
    func active(text: String, name: String) {
        let type = ContentType(of: Array(text.utf8), isCut: true)
        #expect(type.name == name)
        #expect(type.isActive)
    }

    @Test(
        "of a text is plain, whatever letters it begins with",
        arguments: [
            "", "hello", "Grüße, 世界 🎉", "MZ is a name", "BMW and others", "a < b", "<3", "<bold claim>", "tab\there\r\n", "{\"json\":1}",
        ])
    func text(text: String) {
        #expect(ContentType(of: Array(text.utf8), isCut: false) == ContentType("text/plain"))
    }

    @Test("of a text does not depend on where its first bytes end")
    func torn() {
        let text = Array("aé世🎉".utf8)
        for count in 1...text.count { #expect(Self.type(Array(text[..<count]), isCut: true) == "text/plain") }
        #expect(Self.type([0x61, 0xE4], isCut: false) == "application/octet-stream")
        #expect(Self.type([0x61, 0xE4, 0x62], isCut: true) == "application/octet-stream")
    }

    @Test("of bytes with a control character is no text")
    func control() {
        #expect(Self.type([0x61, 0x00, 0x62]) == "application/octet-stream")
        #expect(Self.type([0x1B, 0x5B, 0x31, 0x6D]) == "text/plain")
    }

    private static func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    @Test("of UTF-16 behind its mark is a text with that character set, in either order", arguments: [true, false])
    func utf16(isBigEndian: Bool) {
        for text in ["", "a", "tab\t\r\n\u{C}", "Grüße, 世界 🎉", String(repeating: "é🎉", count: 1_000)] {
            let bytes = Self.utf16("\u{FEFF}" + text, isBigEndian: isBigEndian)
            let type = ContentType(of: bytes, isCut: false)
            #expect(type == ContentType("text/plain", charset: "utf-16"))
            #expect(type.field == "text/plain; charset=utf-16")
            for count in 2...max(2, min(99, bytes.count)) {
                #expect(ContentType(of: Array(bytes.prefix(count)), isCut: true) == type)
            }
        }
        #expect(ContentType("text/plain").field == "text/plain")
    }

    @Test(
        "of what only begins as UTF-16 does is no text",
        arguments: [
            // A program, half a unit, a NUL, a control character, halves of a pair, a pair the wrong way round, no characters.
            "7F 'ELF' 02 01 01 00 00 00 00 00", "61 00 62", "61 00 00 00", "01 00", "3D D8", "3D D8 61 00", "89 DF", "89 DF 3D D8",
            "FE FF", "FF FF",
        ])
    func noUTF16(pattern: String) {
        let little: [UInt8] = [0xFF, 0xFE] + Self.bytes(pattern)
        #expect(Self.type(little) == "application/octet-stream")
        var big: [UInt8] = [0xFE, 0xFF]
        for index in stride(from: 2, to: little.count - 1, by: 2) { big += [little[index + 1], little[index]] }
        #expect(pattern == "61 00 62" || Self.type(big) == "application/octet-stream")
    }

    @Test("of a program behind the mark of UTF-16 is none that a room takes")
    func disguised() {
        let elf: [UInt8] = [0xFF, 0xFE, 0x7F] + Array("ELF".utf8) + [2, 1, 1, 0] + [UInt8](repeating: 0, count: 8)
        for bytes in [elf, elf + [UInt8](repeating: 0x41, count: 5_000)] {
            #expect(Self.type(Array(bytes.prefix(ContentType.headerBytes)), isCut: bytes.count > 4096) == "application/octet-stream")
        }
    }
}
