/*
 * The product's own copies of Yjs and lib0, so that documents made here and in `shared` have the
 * same types.
 */
export * as decoding from '../../shared/node_modules/lib0/decoding.js'
export * as encoding from '../../shared/node_modules/lib0/encoding.js'
export * as Y from '../../shared/node_modules/yjs/dist/yjs.mjs'
