/**
 * The origin of transactions with edits that another node has committed. They have passed the gate
 * there and come with their repairs and attributions, so a room only applies them and sends them to
 * its members.
 */
export const REMOTE_ORIGIN = Symbol('remote')
