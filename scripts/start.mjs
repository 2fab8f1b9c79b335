import { orExplain, prepare } from './prepare.mjs'

/* Starts Charrette from a checkout: installs and builds what is stale, then runs the server in this very process. */
await orExplain(prepare)
await import('../server/bundle/main.js')
