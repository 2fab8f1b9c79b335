import { prepare, runOrExit } from './prepare.mjs'

/* Installs and builds everything that is out of date. */
await runOrExit(prepare)
