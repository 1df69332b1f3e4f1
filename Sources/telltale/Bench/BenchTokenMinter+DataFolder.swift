import Foundation
import Identity

extension BenchTokenMinter {
    /// Signs with the key of a development server's data folder.
    static let dataFolder = BenchTokenMinter { user, lifetimeSeconds, folder in
        let secret = try SigningKey.read(in: folder)
        let signer = try TokenSigner(secret: secret, algorithm: .hs256, issuer: nil, audience: nil)
        let now = Int64(Date().timeIntervalSince1970)
        return try signer.sign(user: user, name: user, scopes: .chat, ttlSeconds: lifetimeSeconds, now: now)
    }
}
