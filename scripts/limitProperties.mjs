import { configureGlobal } from 'fast-check'

/*
 * Set up before the unit tests: outside CI, a property ends after half a second, even if it has not
 * had all its runs.
 */

const MAX_PROPERTY_MS = 500

if (!process.env.CI) configureGlobal({ interruptAfterTimeLimit: MAX_PROPERTY_MS })
