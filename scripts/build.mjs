import { orExplain, prepare } from './prepare.mjs'

/* Builds what is stale, and installs before if need be. */
await orExplain(prepare)
