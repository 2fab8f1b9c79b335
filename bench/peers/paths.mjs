import { fileURLToPath } from 'node:url'

const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url))

export const ROOT = fromHere('../..')
/** The folder where the peers are installed: outside the workspace, with a manifest of its own. */
export const PEERS = fromHere('../.peers')
export const CANVAS_PEERS = fromHere('../.peers/canvas')
export const LIGHTHOUSE = fromHere('../.peers/lighthouse')
/** The Node for hocuspocus 4, which needs Node 22 or later; it is installed with the peers. */
export const NODE_22 = `${PEERS}/node_modules/node/bin/node`
export const programOf = fromHere
