import { runTool } from './run.mjs'

/*
 * node scripts/checkTypes.mjs
 *
 * Checks the types of every project, and shows the errors of all of them.
 */

const PROJECTS = ['client', 'client/worker', 'e2e', 'server/test', 'server/test/ledger', 'server/viewer']

// The declarations of `shared` and `server` are built first: the other projects read them.
const isBuilt = runTool('tsc', ['-b', 'shared', 'server'])
const results = PROJECTS.map((project) => runTool('tsc', ['-p', project, '--noEmit']))
process.exitCode = isBuilt && results.every(Boolean) ? 0 : 1
