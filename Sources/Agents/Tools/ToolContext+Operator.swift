extension ToolContext {
    /// Refuses users that may not know how the server runs.
    func requireOperator() throws(ToolError) {
        guard user.isOperator else {
            throw ToolError("forbidden: this tool is for users whose token has the scope dashboard")
        }
    }
}
