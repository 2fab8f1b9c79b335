import { prepare, runOrExit } from './prepare.mjs'

/* Installs and builds what is out of date. */
await runOrExit(prepare)
