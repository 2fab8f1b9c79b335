import { prepare, runOrExit } from './prepare.mjs'

/*
 * Starts Charrette from a checkout: installs and builds everything that is out of date, then runs
 * the server in this process.
 */
await runOrExit(prepare)
await import('../server/bundle/main.js')
