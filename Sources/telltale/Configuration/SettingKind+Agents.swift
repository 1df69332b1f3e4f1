import Wire

extension SettingKind where Value == [String] {
    /// Names of agents.
    static let agentNames = list("name") { text throws(BadValue) in
        guard Identifier.isValid(text) else { throw BadValue("a list of agents such as researcher,translator") }
    }
}
