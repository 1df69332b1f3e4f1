/// Sound, video and pictures in containers, whose first bytes have to be understood a little.
enum MediaSignatures {
    static func type(of header: [UInt8]) -> ContentType? {
        (isoMedia(header) ?? matroska(header) ?? ogg(header) ?? mpegAudio(header)).map { ContentType($0) }
    }

    /// ISO base media files begin with a box `ftyp` that names their brand (ISO/IEC 14496-12, section 4.3).
    private static func isoMedia(_ header: [UInt8]) -> String? {
        guard header.count >= 12, header[4..<8].elementsEqual("ftyp".utf8) else { return nil }
        switch String(decoding: header[8..<12], as: UTF8.self) {
        case "avif", "avis": return "image/avif"
        case "heic", "heix", "heim", "heis", "mif1", "msf1": return "image/heic"
        case "M4A ", "M4B ", "M4P ": return "audio/mp4"
        case "qt  ": return "video/quicktime"
        case let brand where brand.hasPrefix("3g"): return "video/3gpp"
        default: return "video/mp4"
        }
    }

    /// Matroska files begin with an EBML head that names their kind (RFC 8794, section 11.2.8).
    private static func matroska(_ header: [UInt8]) -> String? {
        guard header.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) else { return nil }
        let head = String(decoding: header.prefix(64), as: UTF8.self)
        if head.contains("webm") { return "video/webm" }
        return head.contains("matroska") ? "video/x-matroska" : nil
    }

    /// The first page of an Ogg file holds the head of its first stream (RFC 3533, section 6).
    private static func ogg(_ header: [UInt8]) -> String? {
        guard header.starts(with: Array("OggS\0".utf8)), header.count > 27 else { return nil }
        let stream = header.dropFirst(27 + Int(header[26]))
        let audio = ["OpusHead", "\u{1}vorbis", "Speex   ", "\u{7F}FLAC"]
        if audio.contains(where: { stream.starts(with: $0.utf8) }) { return "audio/ogg" }
        return stream.dropFirst().starts(with: "theora".utf8) ? "video/ogg" : "application/ogg"
    }

    /// MPEG audio of layer III, and AAC in ADTS, without anything in front: frames that begin with eleven or twelve set bits.
    private static func mpegAudio(_ header: [UInt8]) -> String? {
        guard header.count >= 4, header[0] == 0xFF else { return nil }
        if header[1] & 0xF6 == 0xF0 { return "audio/aac" }
        let isLayer3 = header[1] & 0xE6 == 0xE2 && header[1] & 0x18 != 0x08
        let isPlausible = header[2] & 0xF0 != 0xF0 && header[2] & 0x0C != 0x0C
        return isLayer3 && isPlausible ? "audio/mpeg" : nil
    }
}
