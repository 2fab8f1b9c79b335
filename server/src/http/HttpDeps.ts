import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { ImportReader } from '../import/createImportReader.ts'
import type { FontSubsetter } from '../ports/FontSubsetter.ts'
import type { WorkshopDeps } from '../workshops/WorkshopDeps.ts'

/** What the routes work with. */
export interface HttpDeps extends WorkshopDeps {
	config: Config
	log: Logger
	importReader: ImportReader
	fontCutter: FontSubsetter
	/** The addresses under which people on this network find the server. */
	addresses(): string[]
}
