import { fileURLToPath } from 'node:url'

const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url))

export const ROOT = fromHere('../..')
/**
 * The folder where the contenders are installed: outside the workspace, with a manifest of its own.
 */
export const CONTENDERS_DIR = fromHere('../.contenders')
export const CANVAS_CONTENDERS_DIR = fromHere('../.contenders/canvas')
export const LIGHTHOUSE = fromHere('../.contenders/lighthouse')
/** The Node for hocuspocus 4, which needs Node 22 or later; it is installed with the contenders. */
export const NODE_22 = `${CONTENDERS_DIR}/node_modules/node/bin/node`
export const programOf = fromHere
