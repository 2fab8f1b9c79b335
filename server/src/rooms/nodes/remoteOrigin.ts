/**
 * The origin of transactions with edits that another node has committed. They passed the gate there, with their repairs and
 * attributions, so a room applies them and sends them to its members, and does nothing else with them.
 */
export const REMOTE_ORIGIN = Symbol('remote')
