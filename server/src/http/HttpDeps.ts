import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { FontCutter } from '../ports/FontCutter.ts'
import type { WorkshopDeps } from '../workshops/WorkshopDeps.ts'

/** What the routes work with. */
export interface HttpDeps extends WorkshopDeps {
	config: Config
	log: Logger
	fontCutter: FontCutter
	/** The addresses under which people on this network find the server. */
	addresses(): string[]
}
