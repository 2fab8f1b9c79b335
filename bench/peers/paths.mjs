import { fileURLToPath } from 'node:url'

const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url))

export const ROOT = fromHere('../..')
/** Where the peers are installed: outside the workspace, with a manifest of their own. */
export const PEERS = fromHere('../.peers')
export const CANVAS_PEERS = fromHere('../.peers/canvas')
export const LIGHTHOUSE = fromHere('../.peers/lighthouse')
/** hocuspocus 4 needs Node 22 or later, so it brings its own. */
export const NODE_22 = `${PEERS}/node_modules/node/bin/node`
export const programOf = fromHere
