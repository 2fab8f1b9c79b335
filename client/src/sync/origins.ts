/** The origin of every transaction that this person makes; undo goes by it, and nobody else's work carries it (DOC5, DOC6). */
export const LOCAL = Symbol('local')
