/**
 * Whether what is done in a room gets on disk (ACK4):
 *
 *     ok        yes
 *     failing   not now: edits are shown and wait in memory, unacked
 *     full      not now, and the queue in memory is full: nobody can edit until it is written
 */
export type StorageState = 'ok' | 'failing' | 'full'

/** What a document's room tells its members beside the document. */
export interface RoomState {
	storage: StorageState
}
