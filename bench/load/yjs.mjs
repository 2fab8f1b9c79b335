/* The product's own copies of Yjs and lib0, so that documents made with `shared` and here are of one kind. */
export * as decoding from '../../shared/node_modules/lib0/decoding.js'
export * as encoding from '../../shared/node_modules/lib0/encoding.js'
export * as Y from '../../shared/node_modules/yjs/dist/yjs.mjs'
