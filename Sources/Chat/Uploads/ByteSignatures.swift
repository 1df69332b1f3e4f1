/// Formats that are known by fixed bytes at fixed places.
enum ByteSignatures {
    private struct Signature {
        var offset = 0
        /// Nil stands for any byte.
        let bytes: [UInt8?]
        let type: ContentType

        /// - Parameter pattern: bytes as pairs of hexadecimal digits, `..` for any byte, or a text in `'…'`; separated by spaces.
        init(_ pattern: String, at offset: Int = 0, _ name: String, isActive: Bool = false) {
            self.offset = offset
            type = ContentType(name, isActive: isActive)
            bytes = pattern.split(separator: " ").flatMap { part -> [UInt8?] in
                part.hasPrefix("'") ? part.utf8.dropFirst().dropLast().map { $0 } : [UInt8(part, radix: 16)]
            }
        }

        func matches(_ header: [UInt8]) -> Bool {
            guard header.count >= offset + bytes.count else { return false }
            return zip(header[offset...], bytes).allSatisfy { $1 == nil || $0 == $1 }
        }
    }

    static func type(of header: [UInt8]) -> ContentType? {
        all.first { $0.matches(header) }?.type
    }

    private static let all: [Signature] = pictures + sounds + archives + documents + programs

    private static let pictures = [
        Signature("89 'PNG' 0D 0A 1A 0A", "image/png"),
        Signature("FF D8 FF", "image/jpeg"),
        Signature("'GIF87a'", "image/gif"),
        Signature("'GIF89a'", "image/gif"),
        Signature("'RIFF' .. .. .. .. 'WEBPVP'", "image/webp"),
        // The reserved bytes tell it from a text that begins with these letters.
        Signature("'BM' .. .. .. .. 00 00 00 00", "image/bmp"),
        Signature("00 00 01 00", "image/x-icon"),
        Signature("00 00 02 00", "image/x-icon"),
        Signature("'II' 2A 00", "image/tiff"),
        Signature("'MM' 00 2A", "image/tiff"),
    ]

    private static let sounds = [
        Signature("'ID3'", "audio/mpeg"),
        Signature("'fLaC'", "audio/flac"),
        Signature("'FORM' .. .. .. .. 'AIFF'", "audio/aiff"),
        Signature("'MThd' 00 00 00 06", "audio/midi"),
        Signature("'RIFF' .. .. .. .. 'WAVE'", "audio/wave"),
        Signature("'RIFF' .. .. .. .. 'AVI' 20", "video/avi"),
    ]

    private static let archives = [
        Signature("'PK' 03 04", "application/zip"),
        Signature("'PK' 05 06", "application/zip"),
        Signature("1F 8B 08", "application/gzip"),
        Signature("'Rar!' 1A 07", "application/vnd.rar"),
        Signature("'7z' BC AF 27 1C", "application/x-7z-compressed"),
        Signature("FD '7zXZ' 00", "application/x-xz"),
        Signature("28 B5 2F FD", "application/zstd"),
        Signature("'BZh' .. 31 41 59 26 53 59", "application/x-bzip2"),
        Signature("'ustar'", at: 257, "application/x-tar"),
    ]

    private static let documents = [
        Signature("'%PDF-'", "application/pdf"),
        Signature("'%!PS-Adobe-'", "application/postscript", isActive: true),
        Signature("'{\\rtf'", "application/rtf", isActive: true),
        Signature("D0 CF 11 E0 A1 B1 1A E1", "application/x-ole-storage", isActive: true),
    ]

    private static let programs = [
        Signature("7F 'ELF'", "application/x-elf", isActive: true),
        Signature("FE ED FA CE", "application/x-mach-binary", isActive: true),
        Signature("FE ED FA CF", "application/x-mach-binary", isActive: true),
        Signature("CE FA ED FE", "application/x-mach-binary", isActive: true),
        Signature("CF FA ED FE", "application/x-mach-binary", isActive: true),
        Signature("CA FE BA BE", "application/java-vm", isActive: true),
        Signature("00 'asm'", "application/wasm", isActive: true),
        Signature("'dex' 0A", "application/vnd.android.dex", isActive: true),
        Signature("4C 00 00 00 01 14 02 00", "application/x-ms-shortcut", isActive: true),
        Signature("'!<arch>' 0A", "application/x-archive", isActive: true),
        Signature("ED AB EE DB", "application/x-rpm", isActive: true),
    ]
}
